#include "kiosk/documents/typeset/render.hpp"

#include <cairo-pdf.h>
#include <cairo.h>

#include "kiosk/documents/typeset/sheet.hpp"

namespace bianmin::kiosk::documents {
namespace {

using base::FailureCode;

constexpr std::size_t kMaxPages = 40;
constexpr std::size_t kMaxBytes = 64U << 20;

/// Collects what cairo writes; a buffer that grows is wiped before it is given back.
struct Collector {
  std::string bytes;
  ~Collector() { base::wipe(bytes); }
  static cairo_status_t write(void* self, const unsigned char* data, unsigned length) {
    std::string& bytes = static_cast<Collector*>(self)->bytes;
    if (bytes.size() + length > kMaxBytes) return CAIRO_STATUS_WRITE_ERROR;
    if (bytes.size() + length > bytes.capacity()) {
      std::string larger;
      larger.reserve(std::max<std::size_t>(2 * bytes.capacity(), bytes.size() + length + (1U << 18)));
      larger.append(bytes);
      base::wipe(bytes);
      bytes.swap(larger);
    }
    bytes.append(reinterpret_cast<const char*>(data), length);
    return CAIRO_STATUS_SUCCESS;
  }
};

void draw(const Sheet& sheet, cairo_t* cairo) {
  for (const Drawing& drawing : sheet.drawings) {
    cairo_new_path(cairo);  // text leaves its last point behind, and an arc would be joined to it
    drawing(cairo);
  }
}

}  // namespace

base::Result<std::vector<Sheet>> lay_out(const Document& document) {
  if (auto fine = check(document); !fine) return tl::unexpected(fine.error());
  auto sheets = document.kind == Kind::Certificate ? lay_out_certificate(document) : lay_out_slip(document);
  if (sheets && sheets->size() > kMaxPages)
    return base::fail(FailureCode::DocumentInvalid, "/: more than " + std::to_string(kMaxPages) + " pages");
  return sheets;
}

base::Result<std::string> render_pdf(const Document& document) {
  const auto sheets = lay_out(document);
  if (!sheets) return tl::unexpected(sheets.error());
  Collector out;
  cairo_surface_t* surface =
      cairo_pdf_surface_create_for_stream(&Collector::write, &out, sheets->front().width, sheets->front().height);
  cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_5);
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, document.title.text.c_str());
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Bianmin");
  cairo_t* cairo = cairo_create(surface);
  for (const Sheet& sheet : *sheets) {
    cairo_pdf_surface_set_size(surface, sheet.width, sheet.height);
    draw(sheet, cairo);
    cairo_show_page(cairo);
  }
  cairo_destroy(cairo);
  cairo_surface_finish(surface);
  const cairo_status_t status = cairo_surface_status(surface);
  cairo_surface_destroy(surface);
  if (status != CAIRO_STATUS_SUCCESS)
    return base::fail(FailureCode::DocumentInvalid, std::string("/: PDF: ") + cairo_status_to_string(status));
  return std::move(out.bytes);
}

base::Result<std::string> render_png(const Document& document, std::size_t page, double dpi) {
  if (!(dpi >= 20 && dpi <= 600)) return base::fail(FailureCode::DocumentInvalid, "/: PNG: 20 to 600 dpi");
  const auto sheets = lay_out(document);
  if (!sheets) return tl::unexpected(sheets.error());
  if (page >= sheets->size()) return base::fail(FailureCode::DocumentInvalid, "/: PNG: no such page");
  const Sheet& sheet = (*sheets)[page];
  const double scale = dpi / 72;
  cairo_surface_t* surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, static_cast<int>(sheet.width * scale + 0.5),
                                                        static_cast<int>(sheet.height * scale + 0.5));
  cairo_t* cairo = cairo_create(surface);
  cairo_set_source_rgb(cairo, 1, 1, 1);
  cairo_paint(cairo);
  cairo_scale(cairo, scale, scale);
  draw(sheet, cairo);
  Collector out;
  cairo_status_t status = cairo_status(cairo);
  if (status == CAIRO_STATUS_SUCCESS) status = cairo_surface_write_to_png_stream(surface, &Collector::write, &out);
  if (unsigned char* pixels = cairo_image_surface_get_data(surface))
    std::fill_n(pixels,
                static_cast<std::size_t>(cairo_image_surface_get_stride(surface)) *
                    static_cast<std::size_t>(cairo_image_surface_get_height(surface)),
                static_cast<unsigned char>(0));
  cairo_destroy(cairo);
  cairo_surface_destroy(surface);
  if (status != CAIRO_STATUS_SUCCESS)
    return base::fail(FailureCode::DocumentInvalid, std::string("/: PNG: ") + cairo_status_to_string(status));
  return std::move(out.bytes);
}

void warm_up() {
  const Setter setter("zh-CN");
  for (const Face face : {Face::Sans, Face::Serif})
    for (const Weight weight : {Weight::Regular, Weight::Bold})
      setter.set("123", Style{.points = 12, .weight = weight, .face = face}, 100);
}

base::Result<std::size_t> page_count(const Document& document) {
  return lay_out(document).map([](const auto& sheets) { return sheets.size(); });
}

}  // namespace bianmin::kiosk::documents
