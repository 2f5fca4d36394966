#pragma once

#include <string>
#include <vector>

#include "i18n/catalogue.hpp"
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
/// One sample in one language (Chinese, English or Korean) and view; an unknown name gives the home page.
Sample make_sample(const std::string& name, const i18n::Language& language, const View& view);
/// The screen's own words, from the catalogue of the source tree.
Words sample_words();
/// The product's texts, read from the source tree once. Throws std::runtime_error when they can't be read: there are no
/// samples without them.
const i18n::Catalogue& sample_catalogue();

}  // namespace bianmin::ui
