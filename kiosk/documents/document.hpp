#pragma once

#include <string>
#include <vector>

#include "base/failure.hpp"
#include "base/secret.hpp"

namespace bianmin::kiosk::documents {

/// Fixed wording: the resident's language, and the same in a second one that is set smaller below it ("" = none).
/// Never holds a resident's data.
struct Words {
  std::string text;
  std::string second;

  Words() = default;
  Words(std::string first_language) : text(std::move(first_language)) {}
  Words(const char* first_language) : text(first_language) {}
  Words(std::string first_language, std::string second_language)
      : text(std::move(first_language)), second(std::move(second_language)) {}
  bool empty() const { return text.empty(); }
};

/// A certificate or a receipt on A4; a slip for a case just filed; a slip that tells how a case stands.
enum class Kind { Certificate, Slip, ProgressSlip };
/// A4 sheets, or a roll of 80 or 58 mm whose page is as long as what stands on it. A slip may be asked for on A4 when
/// the terminal has no roll; a certificate needs A4.
enum class Media { A4, Roll80, Roll58 };

struct Field {
  Words label;
  base::Secret value;
  bool strong = false;  // set larger or bolder: what the resident looks for first
};

enum class Align { Left, Centre, Right };
struct Column {
  Words head;
  double weight = 1;  // share of the width
  Align align = Align::Left;
};
/// On a progress slip: two columns, when and what, no head; `done` rows before the first open one.
struct Table {
  Words caption;
  std::vector<Column> columns;
  std::vector<std::vector<base::Secret>> rows;
  std::size_t done = 0;
};

struct Document {
  Kind kind = Kind::Certificate;
  Media media = Media::A4;
  std::string language = "zh-CN";  // BCP 47, of `Words::text`: chooses the glyphs' national forms
  Words issuer;                    // "铜城街道便民服务中心"
  Words title;
  Words number_label;  // "证明编号", "您的编号"
  std::string number;
  std::vector<Field> fields;  // a certificate's holder; a slip's facts
  Words signature_label;      // "本人签名"
  base::Secret signature;     // a slip's: strokes "x,y x,y;x,y …", 0 … 1000 of the pad's width; empty = none
  std::vector<Table> tables;
  std::vector<base::Secret> statement;  // paragraphs
  std::vector<Words> steps;             // a slip's "怎么查进度", numbered, large
  Words steps_title;
  Words seal;                 // the unit in the seal's ring; empty = no seal
  Words seal_words;           // below the seal's star: "收费专用章"; a sample has its mark there
  bool sample = false;        // made-up data: the seal and the page say 样章
  Words sample_mark;          // "样张"; needed when `sample`
  std::string issued_on;      // as it shall be read: "2026年11月21日"
  std::string qr;             // payload, at most 1,200 bytes; empty = no code
  Words verify;               // "扫码验证真伪"
  Words verify_code_label;    // "验证码"
  std::string verify_code;    // the same in characters, for who has no phone
  Words page_label;           // "第 {page} 页，共 {pages} 页"; empty: "1 / 2"
  std::vector<Words> footer;  // where to ask, what is kept
};

/// Whether the value can be set in type at all: DocumentInvalid when it lacks its title, is ragged, or has more in it
/// than any paper of ours. The detail names the place ("/tables/0/rows: more than 480"), never the data.
base::Result<void> check(const Document& document);

}  // namespace bianmin::kiosk::documents
