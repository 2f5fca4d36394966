#include <boost/test/unit_test.hpp>

#include "tests/ui/support/geometry.hpp"
#include "ui/screen/gallery/samples.hpp"

using namespace bianmin;
using namespace bianmin::tests;

BOOST_AUTO_TEST_SUITE(geometry_korean_tests)

BIANMIN_GEOMETRY_CASES(i18n::kKorean)

BOOST_AUTO_TEST_SUITE_END()
