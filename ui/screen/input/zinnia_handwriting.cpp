#include <zinnia.h>

#include <algorithm>
#include <cmath>

#include "ui/screen/input/input_methods.hpp"

namespace bianmin::ui {
namespace {

constexpr double kSide = 1000;  // of the square that strokes are given in
constexpr std::size_t kMostStrokes = 64, kMostPointsEach = 200;

class ZinniaHandwriting final : public Handwriting {
 public:
  explicit ZinniaHandwriting(std::unique_ptr<zinnia::Recognizer> recognizer) : recognizer_(std::move(recognizer)) {}

  std::vector<std::string> candidates(const std::vector<Stroke>& strokes, std::size_t count) override {
    const std::unique_ptr<zinnia::Character> character(zinnia::Character::create());
    character->clear();
    character->set_width(static_cast<std::size_t>(kSide));
    character->set_height(static_cast<std::size_t>(kSide));
    std::size_t id = 0;
    for (const auto& stroke : strokes) {
      if (stroke.empty() || id >= kMostStrokes) continue;
      // A slow finger gives many points; the shape is in a few of them.
      const std::size_t step = std::max<std::size_t>(1, stroke.size() / kMostPointsEach);
      const auto add = [&](Point p) {
        character->add(id, static_cast<int>(std::lround(std::clamp(p.x, 0.0, 1.0) * kSide)),
                       static_cast<int>(std::lround(std::clamp(p.y, 0.0, 1.0) * kSide)));
      };
      for (std::size_t i = 0; i < stroke.size(); i += step) add(stroke[i]);
      add(stroke.back());
      ++id;
    }
    std::vector<std::string> found;
    if (id == 0) return found;
    const std::unique_ptr<zinnia::Result> result(recognizer_->classify(*character, count));
    if (!result) return found;
    for (std::size_t i = 0; i < result->size(); ++i) found.emplace_back(result->value(i));
    return found;
  }

 private:
  std::unique_ptr<zinnia::Recognizer> recognizer_;
};

}  // namespace

base::Result<std::unique_ptr<Handwriting>> open_handwriting(const std::string& model_file) {
  std::unique_ptr<zinnia::Recognizer> recognizer(zinnia::Recognizer::create());
  if (!recognizer || !recognizer->open(model_file.c_str()))
    return base::fail(base::FailureCode::ContentMissing, "handwriting model " + model_file + " can't be opened");
  return std::make_unique<ZinniaHandwriting>(std::move(recognizer));
}

}  // namespace bianmin::ui
