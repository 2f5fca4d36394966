#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/value.hpp>

#include "base/failure.hpp"
#include "base/json.hpp"
#include "base/working_days.hpp"
#include "platform/records/bundle.hpp"
#include "platform/records/local_text.hpp"
#include "platform/records/public_data.hpp"
#include "platform/records/resident.hpp"
#include "platform/records/slot_plan.hpp"
#include "platform/records/suggestion.hpp"

// What the platform reads from files that administrators edit: residents' records, who handles what, working days,
// kinds of certificates. The files are the truth; they are read again when they change.
namespace bianmin::platform {

struct Unit {
  std::string id;
  LocalText name;
};

/// A kind of certificate: what its numbers start with and which record it attests.
struct CertificateKind {
  std::string id;
  std::string prefix;  ///< two upper-case letters
  std::string dataset;
  LocalText title;
};

/// A service by which cases are filed, as lists name it.
struct ServiceName {
  LocalText title;
  std::string kind;  ///< "case", "bundle" or "photo-report"
};

/// Who handles which case first, in how many days, and the texts of its life.
class Dispatch {
 public:
  static base::Result<Dispatch> parse(const boost::json::value& value, std::string_view document);
  /// By (category, area), then (category, *), then (*, *).
  const Unit& first_unit(std::string_view category, std::string_view area) const;
  const Unit* find(std::string_view id) const;
  bool knows_category(std::string_view category) const;
  bool knows_area(std::string_view area) const;
  /// The category's text of this step, or the standard one; {unit} is replaced by the unit's name, {deadline} by the
  /// day.
  LocalText text(std::string_view status, std::string_view category, const Unit& unit, base::CivilDate deadline) const;
  /// Working days in which such a case is answered, counted from the day after its filing.
  int days_to_answer(std::string_view category) const;
  /// Such a case is answered by being filed (a visit that is booked), so no card is ever shown for it.
  bool settles_at_once(std::string_view category) const;
  const Bundles& bundles() const { return bundles_; }
  /// What a service's cases are called; null when dispatch.json does not name it.
  const ServiceName* service(std::string_view id) const;

 private:
  // What a category does differently.
  struct Manner {
    int days = 0;  // 0: as usual
    bool settles = false;
    std::map<std::string, LocalText, std::less<>> texts;
  };

  std::map<std::string, Unit, std::less<>> units_;
  std::map<std::pair<std::string, std::string>, std::string> rules_;
  std::vector<std::string> categories_;
  std::vector<std::string> areas_;
  std::map<std::string, LocalText, std::less<>> texts_;
  std::map<std::string, Manner, std::less<>> manners_;
  std::map<std::string, ServiceName, std::less<>> services_;
  Bundles bundles_;
};

/// Everything at one moment; immutable.
struct Reference {
  std::map<std::string, std::shared_ptr<const Resident>, std::less<>> residents;  ///< by identity number
  std::map<std::string, std::shared_ptr<const Resident>, std::less<>> codes;
  std::map<std::string, CertificateKind, std::less<>> certificates;
  Dispatch dispatch;
  std::map<std::string, PublicDataset, std::less<>> datasets;  ///< everybody's, by name
  SlotPlan slots;
  std::vector<SuggestionRule> suggestions;
  LocalText centre;                                  ///< the service centre's name
  base::Calendar calendar;                           ///< all years
  std::map<int, boost::json::object> holiday_years;  ///< as GET /v1/holidays answers

  /// The resident a QR code's text stands for; null when none is known.
  std::shared_ptr<const Resident> by_code(std::string_view code) const;
};

/// Reads DATA/residents/*.json, DATA/holidays/*.json, DATA/datasets/*.json, DATA/centre.json, DATA/dispatch.json,
/// DATA/certificates.json, DATA/slots.json and DATA/suggestions.json.
base::Result<Reference> load_reference(const std::filesystem::path& data);

/// The newest reference that could be read. Any thread.
class ReferenceData {
 public:
  explicit ReferenceData(std::filesystem::path data) : data_(std::move(data)) {}

  /// Reads for the first time.
  base::Result<void> load();
  /// Reads again when a file changed; a file that can't be read leaves the old state in force and is logged.
  void refresh();
  std::shared_ptr<const Reference> current() const;

 private:
  std::string stamp() const;

  std::filesystem::path data_;
  mutable std::mutex mutex_;
  std::shared_ptr<const Reference> current_;
  std::string stamp_;
};

}  // namespace bianmin::platform
