#include <boost/test/unit_test.hpp>

#include "tests/ui/support/geometry.hpp"
#include "ui/screen/gallery/samples.hpp"

using namespace bianmin;
using namespace bianmin::tests;

BOOST_AUTO_TEST_SUITE(geometry_english_tests)

BIANMIN_GEOMETRY_CASES(i18n::kEnglish)

BOOST_AUTO_TEST_SUITE_END()
