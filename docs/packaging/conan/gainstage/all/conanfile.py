# SPDX-License-Identifier: BSL-1.0
from conan import ConanFile
from conan.errors import ConanInvalidConfiguration
from conan.tools.build import check_min_cppstd
from conan.tools.files import copy
from conan.tools.layout import basic_layout
from conan.tools.scm import Version
import os


required_conan_version = ">=2.0"


class GainstageConan(ConanFile):
    name = "gainstage"
    description = "An audio signal chain: level, headroom, noise, clipping"
    license = "BSL-1.0"
    topics = ("audio", "electronics", "units", "simulation", "header-only")
    package_type = "header-library"
    settings = "os", "arch", "compiler", "build_type"
    no_copy_source = True

    @property
    def _least_compilers(self):
        return {"gcc": "12", "clang": "14"}

    def export_sources(self):
        checkout = os.path.join(self.recipe_folder, self.conan_data["sources"][self.version]["folder"])
        source = os.path.join(self.export_sources_folder, "src")
        copy(self, "LICENSE", checkout, source)
        copy(self, "gainstage/*.hpp", os.path.join(checkout, "include"), os.path.join(source, "include"))

    def layout(self):
        basic_layout(self, src_folder="src")

    def requirements(self):
        self.requires("boost/1.86.0")

    def package_id(self):
        self.info.clear()

    def validate(self):
        check_min_cppstd(self, 20)
        least = self._least_compilers.get(str(self.settings.compiler))
        if least and Version(self.settings.compiler.version) < least:
            raise ConanInvalidConfiguration(f"{self.ref} needs {self.settings.compiler} {least} or newer")

    def build(self):
        pass

    def package(self):
        copy(self, "LICENSE", self.source_folder, os.path.join(self.package_folder, "licenses"))
        copy(self, "*.hpp", os.path.join(self.source_folder, "include"), os.path.join(self.package_folder, "include"))

    def package_info(self):
        self.cpp_info.set_property("cmake_file_name", "gainstage")
        self.cpp_info.set_property("cmake_target_name", "gainstage::gainstage")
        self.cpp_info.set_property("pkg_config_name", "gainstage")
        self.cpp_info.requires = ["boost::headers"]
        self.cpp_info.bindirs = []
        self.cpp_info.libdirs = []
