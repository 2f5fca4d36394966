#include <rime_api.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "ui/screen/input/input_methods.hpp"

namespace bianmin::ui {
namespace {

namespace fs = std::filesystem;

constexpr int kMostCandidates = 60;
constexpr std::size_t kMostLetters = 48;
constexpr int kBackspace = 0xFF08;
constexpr const char* kSchema = "bianmin_pinyin";

// Rime's own tables of simplified pinyin, without its user dictionary: nothing is learnt, nothing is written.
constexpr const char* kSchemaText = R"(__build_info:
  rime_version: 1.8.5
  timestamps:
    bianmin_pinyin.schema: 0
schema:
  schema_id: bianmin_pinyin
  name: Bianmin
  version: "1"
switches:
  - name: ascii_mode
    reset: 0
engine:
  processors:
    - speller
    - express_editor
  segmentors:
    - abc_segmentor
    - fallback_segmentor
  translators:
    - script_translator
speller:
  alphabet: zyxwvutsrqponmlkjihgfedcba
  delimiter: " '"
translator:
  dictionary: pinyin_simp
  prism: pinyin_simp
  enable_user_dict: false
  enable_encoder: false
menu:
  page_size: 9
)";
constexpr const char* kDefaultText = R"(config_version: "1"
schema_list:
  - schema: bianmin_pinyin
menu:
  page_size: 9
switcher:
  hotkeys: []
)";

// A folder of ours in memory, for what Rime insists on having on disk.
class PrivateFolder {
 public:
  static base::Result<PrivateFolder> make() {
    const char* runtime = std::getenv("XDG_RUNTIME_DIR");
    for (const std::string& parent :
         {std::string(runtime ? runtime : ""), std::string("/dev/shm"), fs::temp_directory_path().string()}) {
      if (parent.empty()) continue;
      std::string path = parent + "/bianmin-pinyin-XXXXXX";
      if (::mkdtemp(path.data())) return PrivateFolder(path);
    }
    return base::fail(base::FailureCode::StoreUnavailable, "no folder for the pinyin input method");
  }
  PrivateFolder(PrivateFolder&& other) noexcept : path_(std::exchange(other.path_, {})) {}
  PrivateFolder& operator=(PrivateFolder&&) = delete;
  ~PrivateFolder() { remove(); }
  void remove() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  const std::string& path() const { return path_; }

 private:
  explicit PrivateFolder(std::string path) : path_(std::move(path)) {}
  std::string path_;
};

class RimePinyin final : public Pinyin {
 public:
  RimePinyin(PrivateFolder folder, const std::string& shared, const std::string& prebuilt)
      : folder_(std::move(folder)),
        staging_(folder_.path() + "/build"),
        shared_(shared),
        prebuilt_(prebuilt),
        api_(rime_get_api()) {
    RIME_STRUCT(RimeTraits, traits);
    traits.shared_data_dir = shared_.c_str();
    traits.user_data_dir = folder_.path().c_str();
    traits.prebuilt_data_dir = prebuilt_.c_str();
    traits.staging_dir = staging_.c_str();
    traits.distribution_name = "Bianmin";
    traits.distribution_code_name = "bianmin";
    traits.distribution_version = "1";
    traits.app_name = "rime.bianmin";
    traits.log_dir = "";       // standard error only
    traits.min_log_level = 3;  // nothing: its lines may hold what was typed
    static const char* const kModules[] = {"core", "dict", "gears", nullptr};
    traits.modules = const_cast<const char**>(kModules);
    api_->setup(&traits);
    api_->initialize(&traits);
    session_ = api_->create_session();
    selected_ = session_ != 0 && api_->select_schema(session_, kSchema);
  }
  ~RimePinyin() override {
    if (session_ != 0) api_->destroy_session(session_);
    api_->finalize();
  }
  bool works() {
    if (!selected_) return false;
    State state;
    for (const char letter : {'n', 'i'}) state = type(letter);
    clear();
    // All is in memory now. Without its folder Rime can't write, and a killed program leaves nothing behind.
    folder_.remove();
    return !state.candidates.empty();
  }

  State type(char letter) override {
    if (letters() < kMostLetters) api_->process_key(session_, letter, 0);
    return state();
  }
  State erase() override {
    api_->process_key(session_, kBackspace, 0);
    return state();
  }
  State choose(std::size_t index) override {
    api_->select_candidate(session_, index);
    return state();
  }
  void clear() override {
    api_->clear_composition(session_);
    RIME_STRUCT(RimeCommit, commit);
    if (api_->get_commit(session_, &commit)) api_->free_commit(&commit);
  }

 private:
  std::size_t letters() {
    const char* input = api_->get_input(session_);
    return input ? std::strlen(input) : 0;
  }
  State state() {
    State out;
    RIME_STRUCT(RimeCommit, commit);
    if (api_->get_commit(session_, &commit)) {
      if (commit.text) out.done = commit.text;
      api_->free_commit(&commit);
    }
    RIME_STRUCT(RimeContext, context);
    if (api_->get_context(session_, &context)) {
      if (context.composition.preedit) out.shown = context.composition.preedit;
      api_->free_context(&context);
    }
    RimeCandidateListIterator list{};
    if (api_->candidate_list_begin(session_, &list)) {
      for (int i = 0; i < kMostCandidates && api_->candidate_list_next(&list); ++i)
        if (list.candidate.text) out.candidates.emplace_back(list.candidate.text);
      api_->candidate_list_end(&list);
    }
    return out;
  }

  PrivateFolder folder_;
  std::string staging_, shared_, prebuilt_;
  RimeApi* api_;
  RimeSessionId session_ = 0;
  bool selected_ = false;
};

}  // namespace

base::Result<std::unique_ptr<Pinyin>> open_pinyin(const std::string& shared_directory) {
  const std::string prebuilt = shared_directory + "/build";
  for (const auto* file : {"/pinyin_simp.table.bin", "/pinyin_simp.prism.bin"})
    if (std::error_code none; !fs::exists(prebuilt + file, none))
      return base::fail(base::FailureCode::ContentMissing, prebuilt + file + " is not there");
  auto folder = PrivateFolder::make();
  if (!folder) return tl::unexpected(folder.error());
  const fs::path staging = folder->path() + "/build";
  std::error_code failed;
  fs::create_directories(staging, failed);
  const auto write = [&](const fs::path& file, const char* text) {
    std::ofstream out(file);
    out << text;
    return out.good();
  };
  if (failed || !write(staging / "bianmin_pinyin.schema.yaml", kSchemaText) ||
      !write(staging / "default.yaml", kDefaultText))
    return base::fail(base::FailureCode::StoreUnavailable, "the pinyin input method's folder can't be written");
  auto pinyin = std::make_unique<RimePinyin>(std::move(*folder), shared_directory, prebuilt);
  if (!pinyin->works())
    return base::fail(base::FailureCode::ContentIncomplete, "pinyin gives no candidates from " + prebuilt);
  return pinyin;
}

}  // namespace bianmin::ui
