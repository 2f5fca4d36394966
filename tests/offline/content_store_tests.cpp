#include "offline/content_store.hpp"

#include <csignal>
#include <fstream>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <boost/test/unit_test.hpp>

#include "base/file.hpp"
#include "tests/offline/test_enrolment.hpp"

using namespace bianmin;
using namespace bianmin::offline;
using base::FailureCode;
namespace fs = std::filesystem;

BOOST_AUTO_TEST_SUITE(content_store_tests)

namespace {

using Files = std::vector<std::pair<std::string, std::string>>;

Files files_of(int version) {
  return {{"services/complaint.json", "{\"version\":" + std::to_string(version) + "}"},
          {"services/social-proof.json", "{}"},
          {"texts/zh_CN.po", "版本" + std::to_string(version)},
          {"prompts/zh/welcome.opus", std::string(70000, static_cast<char>('a' + version))}};
}

struct Fixture {
  offline::tests::TestEnrolment enrolment;
  TerminalIdentity identity = enrolment.identity();
  bianmin::tests::TemporaryDirectory root;
  std::unique_ptr<ContentStore> store;

  Fixture() { open(); }
  void open() {
    store = std::make_unique<ContentStore>(root.path(), identity.content_key);
    const auto opened = store->open();
    BOOST_REQUIRE(opened.has_value());
  }
  void bring(const SignedManifest& manifest, const Files& files) {
    const auto parsed = verify_manifest(manifest, identity.content_key, {});
    BOOST_REQUIRE(parsed.has_value());
    for (std::size_t i = 0; i < files.size(); ++i) {
      const auto& file = parsed->files[i];
      if (store->has(file)) continue;
      BOOST_REQUIRE(base::write_file_durably(store->part_of(file), files[i].second).has_value());
      BOOST_REQUIRE(store->complete(file).has_value());
    }
  }
  base::Result<ContentVersion> install(int version, ContentValidator validate = accept()) {
    const auto manifest = enrolment.manifest(static_cast<std::uint64_t>(version), files_of(version));
    bring(manifest, files_of(version));
    return store->install(manifest, validate);
  }
  static ContentValidator accept() {
    return [](const fs::path&) { return base::Result<void>(); };
  }
  std::uint64_t current() const { return store->current() ? store->current()->version : 0; }
  // Every file of the current version is as it was published.
  void check_current(int version) {
    BOOST_REQUIRE(current() == static_cast<std::uint64_t>(version));
    for (const auto& [path, content] : files_of(version))
      BOOST_TEST(*base::read_file(store->current()->directory / path) == content);
  }
};

}  // namespace

BOOST_FIXTURE_TEST_CASE(installs_switches_and_keeps_the_previous, Fixture) {
  BOOST_TEST(!store->current().has_value());
  for (int version = 1; version <= 4; ++version) {
    BOOST_REQUIRE(install(version).has_value());
    check_current(version);
  }
  BOOST_TEST(fs::exists(root / "versions/3"));
  BOOST_TEST(!fs::exists(root / "versions/2"));
  BOOST_TEST(fs::is_empty(root / "incoming"));
  open();
  check_current(4);
}

BOOST_FIXTURE_TEST_CASE(never_older_even_after_a_restart, Fixture) {
  BOOST_REQUIRE(install(5).has_value());
  open();
  for (const int version : {1, 4, 5}) {
    const auto admitted = store->admit(enrolment.manifest(static_cast<std::uint64_t>(version), files_of(version)));
    BOOST_REQUIRE(!admitted.has_value());
    BOOST_TEST((admitted.error().code == FailureCode::VersionTooOld));
  }
  fs::remove(root / "floor");
  open();
  BOOST_TEST(!store->admit(enrolment.manifest(4, files_of(4))).has_value());
}

BOOST_FIXTURE_TEST_CASE(foreign_signature, Fixture) {
  offline::tests::TestEnrolment stranger;
  const auto admitted = store->admit(stranger.manifest(1, files_of(1)));
  BOOST_REQUIRE(!admitted.has_value());
  BOOST_TEST((admitted.error().code == FailureCode::SignatureInvalid));
  auto changed = enrolment.manifest(1, files_of(1));
  changed.bytes[12] ^= 1;
  BOOST_TEST((store->admit(changed).error().code == FailureCode::SignatureInvalid));
}

BOOST_FIXTURE_TEST_CASE(paths_that_lead_elsewhere, Fixture) {
  for (const std::string& path : std::vector<std::string>{
           "../evil", "services/../../evil", "/etc/passwd", "services//a", "services/.hidden", "services/./a", "readme",
           "services", "unknown/a.json", "services/a\\b", "services/a b", "services/a\nb", "", "services/a/",
           "services/a/b/c/d/e/f/g", std::string("services/") + std::string(200, 'x')})
    BOOST_TEST_CONTEXT(path) {
      const auto admitted = store->admit(enrolment.manifest(1, {{path, "x"}}));
      BOOST_REQUIRE(!admitted.has_value());
      BOOST_TEST((admitted.error().code == FailureCode::ContentIncomplete));
    }
  BOOST_TEST(!store->admit(enrolment.manifest(1, {{"services/a", "x"}, {"services/A", "y"}})).has_value());
  BOOST_TEST(!store->admit(enrolment.manifest(1, {{"services/a", "x"}, {"services/a/b", "y"}})).has_value());
  BOOST_TEST(!store->admit(enrolment.manifest(1, {})).has_value());
}

BOOST_FIXTURE_TEST_CASE(too_many_and_too_large, Fixture) {
  ContentLimits limits;
  limits.files = 2;
  limits.file_bytes = 100;
  limits.total_bytes = 150;
  const auto check = [&](const Files& files) {
    return verify_manifest(enrolment.manifest(1, files), identity.content_key, limits).has_value();
  };
  BOOST_TEST(check({{"texts/a", "1"}, {"texts/b", "2"}}));
  BOOST_TEST(!check({{"texts/a", "1"}, {"texts/b", "2"}, {"texts/c", "3"}}));
  BOOST_TEST(!check({{"texts/a", std::string(101, 'x')}}));
  BOOST_TEST(!check({{"texts/a", std::string(100, 'x')}, {"texts/b", std::string(51, 'x')}}));
}

BOOST_FIXTURE_TEST_CASE(a_wrong_file_is_not_taken, Fixture) {
  const auto manifest = *verify_manifest(enrolment.manifest(1, {{"texts/a", "right"}}), identity.content_key, {});
  const auto& file = manifest.files.front();
  for (const std::string wrong : {"wrong", "righ", "right!"}) {
    BOOST_REQUIRE(base::write_file_durably(store->part_of(file), wrong).has_value());
    BOOST_TEST(!store->complete(file).has_value());
    BOOST_TEST(!fs::exists(store->part_of(file)));
  }
  fs::create_symlink("/etc/hostname", store->part_of(file));
  BOOST_TEST(!store->complete(file).has_value());
}

BOOST_FIXTURE_TEST_CASE(validation_runs_before_the_switch, Fixture) {
  BOOST_REQUIRE(install(1).has_value());
  fs::path seen;
  const auto refused = install(2, [&](const fs::path& directory) -> base::Result<void> {
    seen = directory;
    BOOST_TEST(*base::read_file(directory / "services/complaint.json") == "{\"version\":2}");
    BOOST_TEST(fs::read_symlink(root / "current") == "versions/1");
    return base::fail(FailureCode::ServiceInvalid, "services/complaint.json: /steps: is missing");
  });
  BOOST_REQUIRE(!refused.has_value());
  BOOST_TEST((refused.error().code == FailureCode::ServiceInvalid));
  BOOST_TEST(!fs::exists(seen));
  check_current(1);
  BOOST_REQUIRE(install(2).has_value());  // signed anew, say
  check_current(2);
}

BOOST_FIXTURE_TEST_CASE(broken_current_falls_back, Fixture) {
  BOOST_REQUIRE(install(1).has_value());
  BOOST_REQUIRE(install(2).has_value());
  const auto damage = [&](const std::string& how) {
    const auto file = root / "versions/2/services/complaint.json";
    if (how == "gone") fs::remove(file);
    if (how == "changed") std::ofstream(file) << "{\"version\":3}";
    if (how == "link") {
      fs::remove(file);
      fs::create_symlink("/etc/hostname", file);
    }
    if (how == "added") std::ofstream(root / "versions/2/services/extra.json") << "{}";
    if (how == "manifest") std::ofstream(root / "versions/2/manifest.json") << "{}";
    if (how == "directory") fs::remove_all(root / "versions/2");
  };
  for (const std::string how : {"gone", "changed", "link", "added", "manifest", "directory"}) BOOST_TEST_CONTEXT(how) {
      check_current(2);
      damage(how);
      open();
      check_current(1);
      BOOST_TEST(store->damage().has_value());
      open();
      check_current(1);
      // The very version that broke may come again, an older one still not.
      BOOST_TEST(!store->admit(enrolment.manifest(1, files_of(1))).has_value());
      BOOST_REQUIRE(install(2).has_value());
      check_current(2);
    }
}

BOOST_FIXTURE_TEST_CASE(core_can_fall_back, Fixture) {
  BOOST_REQUIRE(install(1).has_value());
  BOOST_TEST(!store->fall_back({FailureCode::ServiceInvalid, "x"}).has_value());
  BOOST_REQUIRE(install(2).has_value());
  BOOST_REQUIRE(store->fall_back({FailureCode::ServiceInvalid, "x"}).has_value());
  check_current(1);
  open();
  check_current(1);
  BOOST_TEST(!store->admit(enrolment.manifest(1, files_of(1))).has_value());
  BOOST_TEST(store->admit(enrolment.manifest(3, files_of(3))).has_value());
}

// A child installs version 2 and is killed at its n-th fsync, rename, link, symlink, write or unlink, for every n: the
// store must open with all of version 1 or all of version 2, and version 2 must still be installable.
BOOST_FIXTURE_TEST_CASE(killed_at_every_step, Fixture) {
  if (::access("/usr/bin/strace", X_OK) != 0) {
    BOOST_TEST_MESSAGE("skipped: strace is not installed, so no process can be killed at a chosen system call");
    return;
  }
  const auto manifest = enrolment.manifest(2, files_of(2));
  BOOST_REQUIRE(base::write_file_durably(enrolment.file("m"), manifest.bytes).has_value());
  BOOST_REQUIRE(base::write_file_durably(enrolment.file("s"), manifest.signature).has_value());
  int kills = 0, still_old = 0, already_new = 0;
  for (const std::string call : {"fsync", "rename", "linkat", "link", "symlink", "mkdir", "unlink"}) {
    for (int n = 1; n < 200; ++n) {
      std::error_code error;
      for (const auto& entry : fs::directory_iterator(root.path())) fs::remove_all(entry.path(), error);
      open();
      BOOST_REQUIRE(install(1).has_value());
      bring(manifest, files_of(2));
      const std::string inject = "inject=" + call + ":signal=SIGKILL:when=" + std::to_string(n);
      const pid_t child = ::fork();
      if (child == 0) {
        const int null = ::open("/dev/null", O_WRONLY);
        ::dup2(null, STDERR_FILENO);
        ::execl("/usr/bin/strace", "strace", "-f", "-o", "/dev/null", "-e", inject.c_str(), OFFLINE_CHILD, "install",
                root.path().c_str(), enrolment.directory().c_str(), enrolment.file("m").c_str(),
                enrolment.file("s").c_str(), nullptr);
        std::_Exit(127);
      }
      int status = 0;
      ::waitpid(child, &status, 0);
      const bool killed = (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
      if (!killed && !(WIFEXITED(status) && WEXITSTATUS(status) == 0)) {
        BOOST_TEST_MESSAGE("skipped: strace can't trace here, status " << status);
        return;
      }
      open();
      BOOST_TEST_CONTEXT(inject) {
        const auto version = current();
        BOOST_REQUIRE((version == 1 || version == 2));
        check_current(static_cast<int>(version));
        if (!killed) BOOST_TEST(version == 2U);
        kills += killed;
        still_old += killed && version == 1;
        already_new += killed && version == 2;
        if (version == 1) {
          BOOST_REQUIRE(install(2).has_value());
          check_current(2);
        }
        BOOST_TEST(!store->admit(enrolment.manifest(1, files_of(1))).has_value());
      }
      if (!killed) break;
    }
  }
  BOOST_TEST_MESSAGE(kills << " kills: " << still_old << " left the old version, " << already_new << " the new one");
  BOOST_TEST(kills > 20);
  BOOST_TEST(still_old > 0);
  BOOST_TEST(already_new > 0);
}

BOOST_AUTO_TEST_SUITE_END()
