#pragma once

#include <string>

namespace bianmin::kiosk::testing {

// A whole service with every kind of step; the tests break one thing of it at a time.
inline const std::string kWholeService = R"({
  "id": "whole", "version": 3, "order": 5, "icon": "document", "hue": "blue", "elder_home": false,
  "title": {"zh-CN": "整套", "en": "Whole"}, "note": {"zh-CN": "样子", "en": "A sample"},
  "needs": ["platform", "printer.a4"],
  "steps": [
    {"id": "who", "kind": "identify", "title": {"zh-CN": "刷卡", "en": "Card"}, "methods": ["card", "code"], "accepts_slip": true},
    {"id": "what", "kind": "choose", "field": "topic", "title": {"zh-CN": "哪样", "en": "Which"},
     "options": [{"value": "one", "icon": "leaf", "label": {"zh-CN": "一", "en": "One"}},
                 {"value": "two", "label": {"zh-CN": "二", "en": "Two"}}]},
    {"id": "tell", "kind": "form", "field": "tale", "input": "chinese", "title": {"zh-CN": "说说", "en": "Tell"},
     "when": {"field": "topic", "equals": "two"}, "label": {"zh-CN": "事情", "en": "Matter"}, "min": 1, "max": 20,
     "phrases": [{"zh-CN": "好", "en": "Good"}]},
    {"id": "call", "kind": "form", "field": "phone", "input": "phone", "required": false,
     "title": {"zh-CN": "电话", "en": "Phone"}, "label": {"zh-CN": "号码", "en": "Number"}, "max": 12},
    {"id": "ask", "kind": "query", "operation": "record.things", "into": "things", "title": {"zh-CN": "查", "en": "Asking"},
     "input": {"topic": "topic", "deep.phone": "phone"}, "must_have_rows": true, "nothing": {"zh-CN": "没有", "en": "None"}},
    {"id": "pick", "kind": "list", "rows": "things", "into": "thing", "title": {"zh-CN": "选", "en": "Pick"},
     "row_title": {"zh-CN": "{row.name}", "en": "{row.name}"}, "row_note": {"zh-CN": "{row.day|date}", "en": "{row.day|date}"}},
    {"id": "check", "kind": "review", "title": {"zh-CN": "{holder.name}看看", "en": "Check, {holder.name}"},
     "facts": [{"label": {"zh-CN": "电话", "en": "Phone"}, "value": {"zh-CN": "{phone|masked}", "en": "{phone|masked}"}, "edit": "call"}],
     "table": {"rows": "things", "columns": [{"head": {"zh-CN": "名", "en": "Name"}, "field": "name"}]},
     "confirm": {"zh-CN": "对", "en": "Right"}},
    {"id": "send", "kind": "submit", "into": "case", "content": {"topic": "topic", "tale": "tale"}, "answer_within_working_days": 5},
    {"id": "paper", "kind": "print", "title": {"zh-CN": "打印", "en": "Printing"}, "printer": "a4", "layout": "certificate",
     "document_title": {"zh-CN": "证明", "en": "Certificate"}, "number": "case.number", "code": "case.code",
     "facts": [{"label": {"zh-CN": "号", "en": "ID"}, "value": {"zh-CN": "{holder.id_number|full}", "en": "{holder.id_number|full}"}}],
     "paragraphs": [{"zh-CN": "到 {case.deadline|date}", "en": "Until {case.deadline|date}"}],
     "issuer": {"zh-CN": "中心", "en": "Centre"}},
    {"id": "end", "kind": "done", "title": {"zh-CN": "好了", "en": "Done"}, "number": "case.number", "reprint": "paper",
     "timeline": [{"state": "done", "title": {"zh-CN": "收到", "en": "Received"}, "waits_for": "case.unit", "waiting": {"zh-CN": "等", "en": "Waiting"}}]},
    {"id": "stars", "kind": "rate", "title": {"zh-CN": "满意吗", "en": "Satisfied?"},
     "reasons": [{"value": "slow", "label": {"zh-CN": "慢", "en": "Slow"}}]}
  ]
})";

// Every kind of step that takes something by another device than the finger, and reserves; nobody is asked who they
// are, so that all of it is met often.
inline const std::string kCapturingService = R"({
  "id": "capturing", "version": 1, "order": 6, "icon": "document", "hue": "blue", "elder_home": false,
  "title": {"zh-CN": "拍写说", "en": "Capturing"}, "note": {"zh-CN": "样子", "en": "A sample"},
  "steps": [
    {"id": "which", "kind": "tick", "field": "which", "least": 1, "title": {"zh-CN": "哪几样", "en": "Which"},
     "options": [{"value": "a", "label": {"zh-CN": "一", "en": "One"}}, {"value": "b", "label": {"zh-CN": "二", "en": "Two"}}]},
    {"id": "shots", "kind": "photo", "field": "shots", "most": 2, "title": {"zh-CN": "拍", "en": "Picture"},
     "subject": {"zh-CN": "放平", "en": "Flat"}},
    {"id": "say", "kind": "form", "field": "say", "input": "chinese", "memo": true, "title": {"zh-CN": "说", "en": "Say"},
     "label": {"zh-CN": "事情", "en": "Matter"}, "min": 1, "max": 40, "phrases": [{"zh-CN": "好", "en": "Good"}]},
    {"id": "when", "kind": "date", "field": "when", "title": {"zh-CN": "哪天", "en": "When"}, "label": {"zh-CN": "日子", "en": "Day"},
     "earliest": "2000-01-01", "latest": "today"},
    {"id": "look", "kind": "review", "title": {"zh-CN": "看看", "en": "Look"},
     "facts": [{"label": {"zh-CN": "哪几样", "en": "Which"}, "value": {"zh-CN": "{which}", "en": "{which}"}, "edit": "which"},
               {"label": {"zh-CN": "照片", "en": "Pictures"}, "value": {"zh-CN": "{shots} 张", "en": "{shots}"}, "edit": "shots"},
               {"label": {"zh-CN": "日子", "en": "Day"}, "value": {"zh-CN": "{when|date}", "en": "{when|date}"}, "edit": "when"}],
     "confirm": {"zh-CN": "对", "en": "Right"}},
    {"id": "sign", "kind": "sign", "field": "sign", "title": {"zh-CN": "签名", "en": "Sign"}, "statement": {"zh-CN": "属实", "en": "True"}},
    {"id": "send", "kind": "submit", "into": "case", "answer_within_working_days": 5,
     "content": {"which": "which", "say": "say", "pictures": "photos:shots", "spoken": "memo:say", "signed": "strokes:sign"}},
    {"id": "slip", "kind": "print", "printer": "slip", "layout": "slip", "optional": true, "title": {"zh-CN": "打印", "en": "Printing"},
     "document_title": {"zh-CN": "回执", "en": "Slip"}, "number": "case.number", "facts": [], "issuer": {"zh-CN": "中心", "en": "Centre"}},
    {"id": "end", "kind": "done", "title": {"zh-CN": "好了", "en": "Done"}, "number": "case.number", "reprint": "slip"},
    {"id": "stars", "kind": "rate", "title": {"zh-CN": "满意吗", "en": "Satisfied?"}, "reasons": []}
  ]
})";

}  // namespace bianmin::kiosk::testing
