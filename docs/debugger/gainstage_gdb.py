# SPDX-License-Identifier: BSL-1.0
"""GDB shows gainstage's levels and quantities as the field writes them: +4.0 dBu, 150 ohm, 1.2 nV/rtHz.

    (gdb) source gainstage_gdb.py
"""

import math
import re

import gdb
import gdb.printing

NAMESPACE = r"gainstage::(?:v\d+(?:_\d+)*::)?"

# Of each quantity: its unit, and whether it takes a prefix (kilo, micro, ...).
UNITS = {
    "voltage": ("V", True),
    "current": ("A", True),
    "impedance": ("ohm", True),
    "complex_impedance": ("ohm", True),
    "capacitance": ("F", True),
    "inductance": ("H", True),
    "frequency": ("Hz", True),
    "temperature": ("K", False),
    "length": ("m", False),
    "power": ("W", True),
    "pressure": ("Pa", True),
    "acoustic_sensitivity": ("V/Pa", True),
    "voltage_noise_density": ("V/rtHz", True),
    "current_noise_density": ("A/rtHz", True),
    "capacitance_per_length": ("F/m", True),
    "resistance_per_length": ("ohm/m", True),
    "inductance_per_length": ("H/m", True),
    "slew_rate": ("V/s", True),
}
LEVELS = {"decibels": "dB", "voltage_level": "dBu", "sound_level": "dB SPL", "digital_level": "dBFS"}
PREFIXES = {-15: "f", -12: "p", -9: "n", -6: "u", -3: "m", 0: "", 3: "k", 6: "M", 9: "G"}


def field(value, name):
    """The member of that name, of the value or of one of its bases."""
    for f in value.type.strip_typedefs().fields():
        if f.is_base_class:
            found = field(value[f], name)
            if found is not None:
                return found
        elif f.name == name:
            return value[f]
    return None


def in_unit(x, unit, with_prefix):
    if not with_prefix or x == 0 or not math.isfinite(x):
        return f"{x:.4g} {unit}"
    exponent = min(max(3 * math.floor(math.log10(abs(x)) / 3 + 1e-12), -15), 9)
    return f"{x / 10.0 ** exponent:.4g} {PREFIXES[exponent]}{unit}"


class LevelPrinter:
    def __init__(self, value, unit):
        self.value = value
        self.unit = unit

    def to_string(self):
        return f"{float(field(self.value, 'dB_')):+.1f} {self.unit}"


class QuantityPrinter:
    def __init__(self, value, unit, with_prefix):
        self.value = value
        self.unit = unit
        self.with_prefix = with_prefix

    def to_string(self):
        number = field(self.value, "val_")
        if number.type.strip_typedefs().code == gdb.TYPE_CODE_FLT:
            return in_unit(float(number), self.unit, self.with_prefix)
        real, imaginary = float(number["re"]), float(number["im"])
        return f"{in_unit(real, self.unit, self.with_prefix)} {'-' if imaginary < 0 else '+'} j {in_unit(abs(imaginary), self.unit, self.with_prefix)}"


class NoiseLevelPrinter:
    def __init__(self, value, unit):
        self.value = value
        self.unit = unit

    def to_string(self):
        weighting = field(self.value["weighting_"], "name_")
        name = weighting["_M_str"].string(length=int(weighting["_M_len"])) if int(weighting["_M_len"]) else ""
        level = float(field(self.value["level_"], "dB_"))
        return f"{level:+.1f} {self.unit}" + (f"({name})" if name else "")


class NamePrinter:
    def __init__(self, value):
        self.value = value

    def to_string(self):
        return self.value["text_"].string(length=int(self.value["size_"]))

    def display_hint(self):
        return "string"


class Printers(gdb.printing.PrettyPrinter):
    def __init__(self):
        super().__init__("gainstage")

    def __call__(self, value):
        name = value.type.strip_typedefs().unqualified().name or ""
        literal = re.match(rf"^{NAMESPACE}detail::level_literal<{NAMESPACE}(\w+),", name)
        noise = re.match(rf"^{NAMESPACE}noise_level<{NAMESPACE}(\w+)>$", name)
        plain = re.match(rf"^{NAMESPACE}(\w+)$", name)
        if noise and noise[1] in LEVELS:
            return NoiseLevelPrinter(value, LEVELS[noise[1]])
        found = literal or plain
        if not found:
            return None
        if found[1] in LEVELS:
            return LevelPrinter(value, LEVELS[found[1]])
        if plain and found[1] in UNITS:
            return QuantityPrinter(value, *UNITS[found[1]])
        if found[1] == "component_name":
            return NamePrinter(value)
        return None


gdb.printing.register_pretty_printer(gdb.current_objfile(), Printers(), replace=True)
