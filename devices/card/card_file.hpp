#pragma once

#include <filesystem>
#include <string_view>

#include "base/failure.hpp"
#include "base/secret.hpp"
#include "devices/card/card_reader.hpp"

namespace bianmin::devices {

/// What a made-up card does wrong. All off = a good card.
struct CardFaults {
  bool mute = false;         // never answers a command
  int drop_after_apdus = 0;  // > 0: pulled out after so many commands
  bool unknown_atr = false;  // a memory card, such as a bus or door card
  bool wrong_kind = false;   // a processor card without the social security application, such as a bank card
  bool empty_name = false;   // wants a security module: name and number are blank
  int slow_ms = 0;           // waits so long before each answer, 0 … 5000
};

/// How real cards differ in what they accept. All off = the common dialect.
struct CardDialect {
  bool by_record = false;        // READ RECORD by tag is refused; by record number and SFI it works
  bool p1_zero = false;          // SELECT of a file wants P1 = 00
  bool compact_records = false;  // records have no padding, so the expected length is answered with 6Cxx
  bool get_response = false;     // answers are announced by 61xx and fetched
};

/// A made-up card as a file (devices/card/README.md describes the members). It plays in the simulated reader and in
/// the virtual card for pcscd.
struct CardFile {
  CardKind kind = CardKind::SocialSecurity;
  base::Secret name;       // UTF-8
  base::Secret id_number;  // as written; a wrong one is a fault worth playing
  base::Secret card_number;
  std::string region = "371500";  // six digits
  std::string version = "3.00";
  int issued = 0;  // YYYYMMDD, 0 = blank
  int expires = 0;
  CardFaults faults;
  CardDialect dialect;
};

/// Parses a card file of at most 64 KiB; InputInvalid names the member.
base::Result<CardFile> parse_card_file(std::string_view json, std::string document_name);
base::Result<CardFile> load_card_file(const std::filesystem::path& file);

}  // namespace bianmin::devices
