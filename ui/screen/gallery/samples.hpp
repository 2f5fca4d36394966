#pragma once

#include <string>
#include <vector>

#include "ui/screen/layout.hpp"

namespace bianmin::ui {

// Made-up pages for the gallery and the tests. Every name, number and address in them is invented; the identity
// numbers are right by GB 11643 but belong to nobody (area code 371402, born on a day of the sample only).

struct Sample {
  Page page;
  LocalState local;
};

/// What the samples are called: "home", "identify", "complaint-text", …
std::vector<std::string> sample_names();
/// One sample in one language ("zh" or "en") and view; an unknown name gives the home page.
Sample make_sample(const std::string& name, const i18n::Language& language, const View& view);
/// The screen's own words for the samples.
Words sample_words();

}  // namespace bianmin::ui
