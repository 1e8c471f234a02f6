# SPDX-License-Identifier: BSL-1.0
"""The steps of the Conan recipe without Conan: export_sources, package and package_info, with stand-ins for what it imports.

python3 packaging.py RECIPE_FOLDER VERSION WORK
"""
import fnmatch
import importlib.util
import os
import shutil
import sys
import types

recipe_folder, version, work = sys.argv[1:]


class ConanFile:
    """What Conan gives a recipe, as far as ours uses it."""

    def __init__(self):
        self.version = version
        self.recipe_folder = os.path.abspath(recipe_folder)
        self.export_sources_folder = os.path.join(work, "exported")
        self.package_folder = os.path.join(work, "package")
        self.conan_data = conandata()
        self.required = []
        self.cpp_info = types.SimpleNamespace(properties={})
        self.cpp_info.set_property = self.cpp_info.properties.__setitem__

    def requires(self, reference):
        self.required.append(reference)


def conandata():
    """The one shape of conandata.yml that the recipe has: sources, version, folder."""
    data = {}
    with open(os.path.join(recipe_folder, "conandata.yml"), encoding="utf-8") as file:
        lines = [line.split(":") for line in file if line.strip() and not line.strip().startswith("#")]
    for key, value in ((key.strip().strip('"'), value.strip().strip('"')) for key, value in lines):
        if key == "sources":
            sources = data.setdefault("sources", {})
        elif value:
            last[key] = value
        else:
            last = sources.setdefault(key, {})
    return data


def copy(_, pattern, src, dst):
    """conan.tools.files.copy: files below src whose path from there matches, to the same path below dst."""
    for folder, _, names in os.walk(src):
        for name in names:
            path = os.path.relpath(os.path.join(folder, name), src)
            if fnmatch.fnmatch(path, pattern):
                target = os.path.join(dst, path)
                os.makedirs(os.path.dirname(target), exist_ok=True)
                shutil.copyfile(os.path.join(src, path), target)


def basic_layout(conanfile, src_folder):
    conanfile.source_folder = os.path.join(conanfile.export_sources_folder, src_folder)


def module(name, **names):
    sys.modules[name] = types.ModuleType(name)
    vars(sys.modules[name]).update(names)


module("conan", ConanFile=ConanFile)
module("conan.errors", ConanInvalidConfiguration=Exception)
module("conan.tools")
module("conan.tools.build", check_min_cppstd=None)
module("conan.tools.files", copy=copy)
module("conan.tools.layout", basic_layout=basic_layout)
module("conan.tools.scm", Version=None)

spec = importlib.util.spec_from_file_location("conanfile", os.path.join(recipe_folder, "conanfile.py"))
conanfile = importlib.util.module_from_spec(spec)
spec.loader.exec_module(conanfile)

recipe = conanfile.GainstageConan()
recipe.export_sources()
recipe.layout()
recipe.requirements()
recipe.package()
recipe.package_info()
assert recipe.package_type == "header-library" and "header-only" in recipe.topics
assert all(need.split("::")[0] in [r.split("/")[0] for r in recipe.required] for need in recipe.cpp_info.requires)
assert recipe.cpp_info.bindirs == recipe.cpp_info.libdirs == []
assert recipe.cpp_info.properties["cmake_target_name"] == "gainstage::gainstage"
