#!/usr/bin/python3
# SPDX-License-Identifier: BSL-1.0
"""The five stages of ngspice.cpp as two-ports of scikit-rf, cascaded at 1,000 frequencies.

scikit-rf (Debian: python3-scikit-rf) is the nearest open program to a chain calculator that was found: it multiplies two-ports,
and gives no levels, no headroom and no figures of single stages. Measured: the cascade of five that are already there, in
scattering parameters, vectorized over frequency by numpy. Without noise. Best of 7.
"""
import time

import numpy as np
import skrf

f = np.geomspace(20, 20e3, 1000)
s = 2j * np.pi * f
one, none = np.ones_like(s), np.zeros_like(s)


def two_port(a, b, c, d):
    chain = np.moveaxis(np.array([[a, b], [c, d]]), 2, 0)
    return skrf.Network(frequency=skrf.Frequency.from_f(f, unit="hz"), s=skrf.a2s(chain, 50), z0=50)


def series(z):
    return two_port(one, z * one, none, one)


def shunt(y):
    return two_port(one, none, y * one, one)


source, load, gain = 300.0, 10e3, 10 ** (50 / 20)
half = shunt(s * 5e-10)  # 10 m of 100 pF/m
stages = [
    series(source),
    half ** series(1.6) ** half,
    shunt(1 / 13600.0),
    # v2 = G v1 behind Ro: A = 1/G, B = Ro/G, and no current comes back to the input but through Ri.
    shunt(1 / 3000.0) ** two_port(one / gain, 100 * one / gain, 1e-15 * one, 1e-15 * one),
    shunt(1 / load),
]

best = 1e9
for _ in range(7):
    start = time.perf_counter()
    whole = stages[0]
    for stage in stages[1:]:
        whole = whole ** stage
    best = min(best, time.perf_counter() - start)

k = int(np.argmin(abs(f - 1000)))
voltage_gain = 1 / abs(whole.a[k, 0, 0])  # V2 over the source's open-circuit voltage, nothing behind the load
print(f"scikit-rf {skrf.__version__}: {len(f) / best:.3g} frequencies per second; {20 * np.log10(voltage_gain):.3f} dB at {f[k]:.0f} Hz")
