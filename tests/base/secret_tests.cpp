#include "base/secret.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <new>
#include <utility>

using namespace bianmin::base;

namespace {

// Remembers what memory held when it was given back: the test's own operator delete looks for the words.
constexpr std::string_view kWords = "MADE-UP-RESIDENT-0042";
std::size_t freed_with_words = 0;
bool watching = false;

void look_at(const void* memory) noexcept {
  // Every block of this test that could hold the words was allocated with room for them.
  if (watching && memory != nullptr && std::string_view(static_cast<const char*>(memory), kWords.size()) == kWords)
    ++freed_with_words;
}

template <class T>
concept Printable = requires(std::ostream& out, const T& value) {
  out << value;
};

}  // namespace

// Blocks get room for the words at least, so that looking never reads beyond one.
void* operator new(std::size_t size) {
  void* memory = std::calloc(1, std::max(size, kWords.size()));
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}
void* operator new[](std::size_t size) { return ::operator new(size); }
void operator delete(void* memory) noexcept {
  look_at(memory);
  std::free(memory);
}
void operator delete[](void* memory) noexcept { ::operator delete(memory); }
void operator delete(void* memory, std::size_t) noexcept { ::operator delete(memory); }
void operator delete[](void* memory, std::size_t) noexcept { ::operator delete(memory); }

BOOST_AUTO_TEST_SUITE(secret_tests)

namespace {

struct Watch {
  Watch() {
    freed_with_words = 0;
    watching = true;
  }
  ~Watch() { watching = false; }
};

}  // namespace

BOOST_AUTO_TEST_CASE(the_watch_sees_what_is_not_wiped) {
  const Watch watch;
  delete new std::string(kWords);
  BOOST_TEST(freed_with_words >= 1U);
}

BOOST_AUTO_TEST_CASE(memory_is_wiped_on_destruction_assignment_and_wipe) {
  const Watch watch;
  {
    Secret gone(kWords);
    Secret replaced(kWords);
    replaced = Secret("another");
    Secret copied_over(kWords);
    copied_over = replaced;
    Secret wiped(kWords);
    wiped.wipe();
    BOOST_TEST(wiped.empty());
    Secret moved_from(kWords);
    Secret moved_to = std::move(moved_from);
    BOOST_TEST(moved_to.reveal() == kWords);
  }
  BOOST_TEST(freed_with_words == 0U);
}

BOOST_AUTO_TEST_CASE(a_plain_string_is_wiped_with_its_whole_capacity) {
  const Watch watch;
  {
    std::string text(kWords);
    text.resize(4);  // the rest still stands behind
    wipe(text);
    BOOST_TEST(text.empty());
  }
  BOOST_TEST(freed_with_words == 0U);
}

BOOST_AUTO_TEST_CASE(copies_are_apart) {
  const Secret first("one");
  Secret second = first;
  BOOST_TEST((first == second));
  BOOST_TEST(static_cast<const void*>(first.reveal().data()) != static_cast<const void*>(second.reveal().data()));
  second = Secret("two");
  BOOST_TEST(first.reveal() == "one");
  BOOST_TEST((first < second));
}

BOOST_AUTO_TEST_CASE(assigning_to_itself_keeps_it) {
  Secret secret("kept");
  const Secret& same = secret;
  secret = same;
  BOOST_TEST(secret.reveal() == "kept");
}

BOOST_AUTO_TEST_CASE(bytes_with_zeros_are_kept) {
  const Secret secret(std::string_view("a\0b", 3));
  BOOST_TEST(secret.size() == 3U);
  BOOST_TEST(secret.reveal()[2] == 'b');
  BOOST_TEST(Secret().empty());
  BOOST_TEST((Secret("") == Secret()));
}

BOOST_AUTO_TEST_CASE(no_stream_takes_a_secret) {
  static_assert(!Printable<Secret>);
  static_assert(!std::is_convertible_v<Secret, std::string>);
  static_assert(!std::is_convertible_v<Secret, std::string_view>);
  static_assert(!std::is_convertible_v<std::string, Secret>, "a secret is made on purpose");
  BOOST_TEST(Printable<std::string>);
}

BOOST_AUTO_TEST_SUITE_END()
