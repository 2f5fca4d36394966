#include "tests/ui/support/palette_png.hpp"

#include <png.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <map>
#include <memory>

namespace bianmin::tests {
namespace {

constexpr std::uint32_t channel(std::uint32_t pixel, int which) { return (pixel >> (16 - 8 * which)) & 0xFFU; }

// How often each colour of five bits a channel occurs, and the mean of what fell there.
struct Bin {
  std::uint64_t count = 0;
  std::array<std::uint64_t, 3> sum{};
  std::uint32_t mean(int which) const {
    return static_cast<std::uint32_t>(sum[static_cast<std::size_t>(which)] / count);
  }
  std::uint32_t colour() const { return mean(0) << 16 | mean(1) << 8 | mean(2); }
};

constexpr std::size_t bin_of(std::uint32_t pixel) {
  return channel(pixel, 0) >> 3 << 10 | channel(pixel, 1) >> 3 << 5 | channel(pixel, 2) >> 3;
}

constexpr int kRounds = 5;

std::size_t nearest(const std::vector<std::uint32_t>& colours, std::uint32_t pixel) {
  std::size_t found = 0;
  int least = 1 << 30;
  for (std::size_t i = 0; i < colours.size(); ++i) {
    int distance = 0;
    for (int which = 0; which < 3; ++which) {
      const int step = static_cast<int>(channel(colours[i], which)) - static_cast<int>(channel(pixel, which));
      distance += step * step;
    }
    if (distance < least) {
      least = distance;
      found = i;
    }
  }
  return found;
}

// Median cut: the box of colours that errs most is divided until there are as many as wanted.
struct Box {
  std::vector<Bin> bins;
  double error = 0;
  int widest = 0;

  explicit Box(std::vector<Bin> own) : bins(std::move(own)) {
    if (bins.empty()) return;
    double most = 0;
    for (int which = 0; which < 3; ++which) {
      double count = 0, sum = 0, squares = 0;
      for (const auto& bin : bins) {
        const double value = bin.mean(which), weight = static_cast<double>(bin.count);
        count += weight;
        sum += weight * value;
        squares += weight * value * value;
      }
      const double spread = squares - sum * sum / count;
      error += spread;
      if (spread > most) {
        most = spread;
        widest = which;
      }
    }
    if (bins.size() < 2) error = 0;
  }
  std::uint32_t colour() const {
    std::uint32_t out = 0;
    for (std::size_t which = 0; which < 3; ++which) {
      std::uint64_t sum = 0, count = 0;
      for (const auto& bin : bins) {
        sum += bin.sum[which];
        count += bin.count;
      }
      out = out << 8 | static_cast<std::uint32_t>((sum + count / 2) / count);
    }
    return out;
  }
};

std::vector<std::uint32_t> palette_of(const ui::Raster& picture, std::size_t most) {
  std::vector<Bin> all(32 * 32 * 32);
  for (const std::uint32_t pixel : picture.pixels) {
    Bin& bin = all[bin_of(pixel)];
    ++bin.count;
    for (int which = 0; which < 3; ++which) bin.sum[static_cast<std::size_t>(which)] += channel(pixel, which);
  }
  std::erase_if(all, [](const Bin& bin) { return bin.count == 0; });
  // An even ground has most of the pixels; what is written on it counts nearly as much.
  for (Bin& bin : all) {
    const auto weight = static_cast<std::uint64_t>(std::cbrt(static_cast<double>(bin.count)) * 16);
    for (int which = 0; which < 3; ++which) bin.sum[static_cast<std::size_t>(which)] = bin.mean(which) * weight;
    bin.count = weight;
  }
  std::vector<Box> boxes{Box(std::move(all))};
  while (boxes.size() < most) {
    const auto worst =
        std::max_element(boxes.begin(), boxes.end(), [](const Box& a, const Box& b) { return a.error < b.error; });
    if (worst->error <= 0) break;
    std::vector<Bin> bins = std::move(worst->bins);
    const int which = worst->widest;
    std::sort(bins.begin(), bins.end(), [which](const Bin& a, const Bin& b) { return a.mean(which) < b.mean(which); });
    // Cut at the mean: a large even ground must not draw the edge to itself.
    double sum = 0, count = 0;
    for (const auto& bin : bins) {
      sum += static_cast<double>(bin.count) * bin.mean(which);
      count += static_cast<double>(bin.count);
    }
    auto cut = std::find_if(bins.begin(), bins.end(), [&](const Bin& bin) { return bin.mean(which) >= sum / count; });
    if (cut == bins.begin()) ++cut;
    if (cut == bins.end()) --cut;
    Box upper(std::vector<Bin>(cut, bins.end()));
    bins.erase(cut, bins.end());
    *worst = Box(std::move(bins));
    boxes.push_back(std::move(upper));
  }
  std::vector<std::uint32_t> colours;
  std::vector<Bin> bins;
  for (const auto& box : boxes) {
    colours.push_back(box.colour());
    bins.insert(bins.end(), box.bins.begin(), box.bins.end());
  }
  // Then each colour goes to the middle of those that are nearest to it.
  for (int round = 0; round < kRounds; ++round) {
    std::vector<Box> near(colours.size(), Box({}));
    for (const auto& bin : bins) near[nearest(colours, bin.colour())].bins.push_back(bin);
    for (std::size_t i = 0; i < colours.size(); ++i)
      if (!near[i].bins.empty()) colours[i] = near[i].colour();
  }
  std::sort(colours.begin(), colours.end());
  return colours;
}

struct Close {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

}  // namespace

bool write_palette_png(const ui::Raster& picture, const std::filesystem::path& file, int most) {
  const std::vector<std::uint32_t> colours = palette_of(picture, static_cast<std::size_t>(most));
  std::map<std::uint32_t, png_byte> known;
  std::vector<png_byte> indexes;
  indexes.reserve(picture.pixels.size());
  for (const std::uint32_t pixel : picture.pixels) {
    const auto [found, fresh] = known.emplace(pixel, png_byte{});
    if (fresh) found->second = static_cast<png_byte>(nearest(colours, pixel));
    indexes.push_back(found->second);
  }

  const std::unique_ptr<std::FILE, Close> out(std::fopen(file.c_str(), "wb"));
  if (!out) return false;
  png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
  png_infop info = png_create_info_struct(png);
  std::vector<png_color> palette;
  for (const std::uint32_t colour : colours)
    palette.push_back({static_cast<png_byte>(channel(colour, 0)), static_cast<png_byte>(channel(colour, 1)),
                       static_cast<png_byte>(channel(colour, 2))});
  std::vector<png_bytep> rows;
  for (int y = 0; y < picture.height; ++y)
    rows.push_back(indexes.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width));
  // libpng leaves by a jump: nothing with a destructor is made below this line.
  if (setjmp(png_jmpbuf(png)) != 0) {
    png_destroy_write_struct(&png, &info);
    return false;
  }
  png_init_io(png, out.get());
  png_set_compression_level(png, 9);
  png_set_filter(png, 0, PNG_FILTER_NONE);
  const int depth = colours.size() <= 16 ? 4 : 8;
  png_set_IHDR(png, info, static_cast<png_uint_32>(picture.width), static_cast<png_uint_32>(picture.height), depth,
               PNG_COLOR_TYPE_PALETTE, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_set_PLTE(png, info, palette.data(), static_cast<int>(palette.size()));
  png_write_info(png, info);
  png_set_packing(png);
  png_write_image(png, rows.data());
  png_write_end(png, info);
  png_destroy_write_struct(&png, &info);
  return std::fflush(out.get()) == 0;
}

ui::Raster read_raster(const std::filesystem::path& file) {
  ui::Raster picture;
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  if (png_image_begin_read_from_file(&image, file.c_str()) == 0) return picture;
  image.format = PNG_FORMAT_RGB;
  std::vector<png_byte> bytes(PNG_IMAGE_SIZE(image));
  if (png_image_finish_read(&image, nullptr, bytes.data(), 0, nullptr) == 0) return picture;
  picture.width = static_cast<int>(image.width);
  picture.height = static_cast<int>(image.height);
  picture.pixels.reserve(bytes.size() / 3);
  for (std::size_t i = 0; i + 2 < bytes.size(); i += 3)
    picture.pixels.push_back(std::uint32_t{bytes[i]} << 16 | std::uint32_t{bytes[i + 1]} << 8 | bytes[i + 2]);
  return picture;
}

}  // namespace bianmin::tests
