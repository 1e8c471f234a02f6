# SPDX-License-Identifier: BSL-1.0
# A project that includes the library gains one target and nothing else: no tests, no flags, no installed headers.
get_property(extra DIRECTORY ${gainstage_SOURCE_DIR} PROPERTY BUILDSYSTEM_TARGETS)
if(NOT extra STREQUAL "gainstage")
    message(FATAL_ERROR "the consumer gained the targets ${extra}")
endif()
get_property(tests DIRECTORY ${gainstage_SOURCE_DIR} PROPERTY TESTS)
if(tests)
    message(FATAL_ERROR "the consumer gained the tests ${tests}")
endif()
get_target_property(flags gainstage INTERFACE_COMPILE_OPTIONS)
if(flags)
    message(FATAL_ERROR "the consumer gained the flags ${flags}")
endif()
