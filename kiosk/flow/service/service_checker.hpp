#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/flow/service/service_spec.hpp"
#include "kiosk/flow/service/template.hpp"

namespace bianmin::kiosk {

/// Looks whether a service is whole: every name defined before it is used, every step reachable, an end, and no paper
/// or case before the resident has seen what it will say. Private to the loader: service_check.cpp has what all steps
/// have in common, step_checks.cpp what each kind is asked.
class ServiceChecker {
 public:
  explicit ServiceChecker(const ServiceSpec& service) : service_(service) {}
  /// What is wrong first, or "".
  std::string run();

 private:
  enum class Surface { Page, Paper };

  // What is wrong with a step of this kind, and what it leaves behind for those after it.
  void look_at(const IdentifyStep& s);
  void look_at(const ChooseStep& s);
  void look_at(const TickStep& s);
  void look_at(const DateStep& s);
  void look_at(const AmountStep& s);
  void look_at(const PhotoStep& s);
  void look_at(const SignStep& s);
  void look_at(const FormStep& s);
  void look_at(const QueryStep& s);
  void look_at(const ReviewStep& s);
  void look_at(const ListStep& s);
  void look_at(const BillsStep& s);
  void look_at(const PayStep& s);
  void look_at(const SubmitStep& s);
  void look_at(const PrintStep& s);
  void look_at(const DoneStep& s);
  void look_at(const RateStep& s);

  std::string check_rehearsal() const;
  void refuse(const std::string& place, const std::string& reason);
  void check_when();
  void check_name(const std::string& name, const char* place);
  void check_rows(const std::string& name, const char* place);
  void check_rows_shown(const std::string& rows, const Template& title, const Template& note);
  static bool balanced(std::string_view text);
  static bool has_places(const LocalizedText& text);
  void plain(const LocalizedText& text, const char* place);
  void check(const Template& text, const char* place, Surface surface = Surface::Page);
  void check_words(std::string_view words, const i18n::Language& language, const char* place, Surface surface);
  static std::set<std::string> places_of(std::string_view words);
  void check_page_use(const TemplatePlace& use, const char* place);
  void check_facts(const std::vector<ReviewFact>& facts, Surface surface);
  static bool is_question(const StepSpec& step);
  void check_columns(const std::string& rows, const std::vector<ReviewColumn>& columns, Surface surface);
  void check_options(const std::vector<ChooseOption>& options, const char* place);
  void check_members(const std::map<std::string, std::string>& members, const char* place);
  void check_sent(const std::string& name, const char* place);
  void check_before_sending();
  void check_offer();
  bool needed(const PrintStep& s) const;
  void define_answer(const std::string& name);
  void define_record(const std::string& name, std::set<std::string> fields);

  const ServiceSpec& service_;
  const StepSpec* step_ = nullptr;
  std::string error_;
  std::set<std::string> answers_;
  // The records and their fields; none named: whatever the platform says.
  std::map<std::string, std::set<std::string>> records_{{"terminal", {"id", "telephone", "place"}}};
  std::set<std::string> queries_;
  std::set<std::string> private_;  // answers that are numbers of a person
  std::map<std::string, std::set<std::string>> values_;
  std::set<std::string> ticks_;
  std::set<std::string> amounts_;
  bool reviewed_ = false;
  bool given_ = false;  // something was sent or printed
};

}  // namespace bianmin::kiosk
