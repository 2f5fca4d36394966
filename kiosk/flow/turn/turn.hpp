#pragma once

#include "kiosk/flow/turn/machine.hpp"

namespace bianmin::kiosk {

/// One turn of the machine: the state in hand, the effects so far. Private to the machine's .cpp files, one for each
/// thing that can happen and one for each kind of step (turn_<kind>.cpp).
class Turn {
 public:
  Turn(State& state, Effects& out) : s(state), out_(out) {}

  void on(const Started& e);
  void on(const Ticked& e);
  void on(const ui::ActionPressed& e);
  void on(const ui::TextEdited& e);
  void on(const ui::ScreenTouched& e);
  void on(const devices::KeypadEvent& e);
  void on(const devices::CardEvent& e);
  void on(const devices::ScanEvent& e);
  void on(const devices::VoiceEvent& e);
  void on(const PrinterReported& e);
  void on(const Answered& e);
  void on(const CaseFiled& e);
  void on(const CaseNotFiled& e);
  void on(const CaseDispatched& e);
  void on(const PrintNotPossible& e);
  void on(const LinkChanged& e);
  void on(const OutboxChanged& e);
  void on(const ContentChanged& e);
  void on(const ContentUnusable& e);
  void on(const NoticesChanged& e);
  void on(const CameraChanged& e);
  void on(const PhotoTaken& e);
  void on(const PhotoFailed& e);
  void on(const RecorderChanged& e);
  void on(const MemoLevel& e);
  void on(const MemoRecorded& e);
  void on(const MemoFailed& e);
  void on(const MemoPlayed& e);

  void on(const devices::PresenceEvent& e);
  void on(const VisitParked& e);
  void on(const VisitNotParked& e);
  void on(const VisitFound& e);
  void on(const VisitNotFound& e);
  void on(const ParkedChanged& e);

  /// Remembers how a visit stood before `event`, when that is something its resident does.
  void before(const Event& event);
  /// Lets it be taken back, when something was done.
  void after(const Event& event);
  /// Tells the voice that another page has come, when it has.
  void finish(const std::string& emergency_before);

 private:
  // turn_actions.cpp: what is pressed, and turn_keys.cpp: on the keypad
  void press(const std::string& id);
  bool press_anywhere(const std::string& id);
  void press_question(const std::string& id);
  void press_home_page(const std::string& id);
  void press_step(const std::string& id);
  void key(devices::Key key);
  void move_focus(int by);
  /// To the first of the next group where the page has groups; else as move_focus.
  void move_group(int by);

  // turn_steps.cpp: forward through a service
  void start_service(const std::string& id);
  void open_session(const ServiceSpec& service);
  void enter(std::size_t index);
  void begin_step();
  void leave_step();
  void next();
  void forget(const StepSpec& step);
  void answer(const std::string& field, Value value);
  void start_work();
  /// Something was given away or came out that can't be taken back.
  void given();

  // turn_correct.cpp: back, and to what was said before
  void back();
  void edit(const std::string& step_id);
  bool return_to_review();
  void choose_again(const std::string& step_id);

  // turn_end.cpp
  void go_home();
  enum class Visitor { Stays, Leaves };
  void end_session(Visitor visitor);
  void reset_visitor();

  // What a step does when it is come to, and when something is pressed on it: turn_<kind>.cpp.
  void begin(const IdentifyStep& step);
  void begin(const ChooseStep&) {}
  void begin(const TickStep&) {}
  void begin(const DateStep&) {}
  void begin(const AmountStep&) {}
  void begin(const PhotoStep& step);
  void begin(const SignStep&) {}
  void begin(const FormStep&) {}
  void begin(const QueryStep& step);
  void begin(const ReviewStep&) {}
  void begin(const ListStep& step);
  void begin(const BillsStep& step);
  void begin(const PayStep& step);
  void begin(const SubmitStep& step);
  void begin(const PrintStep& step);
  void begin(const DoneStep& step);
  void begin(const RateStep&) {}
  void press(const IdentifyStep& step, const std::string& id);
  void press(const ChooseStep& step, const std::string& id);
  void press(const TickStep& step, const std::string& id);
  void press(const DateStep& step, const std::string& id);
  void press(const AmountStep& step, const std::string& id);
  void press(const PhotoStep& step, const std::string& id);
  void press(const SignStep& step, const std::string& id);
  void press(const FormStep& step, const std::string& id);
  void press(const QueryStep&, const std::string&) {}
  void press(const ReviewStep& step, const std::string& id);
  void press(const ListStep& step, const std::string& id);
  void press(const BillsStep& step, const std::string& id);
  void press(const PayStep& step, const std::string& id);
  void press(const SubmitStep&, const std::string&) {}
  void press(const PrintStep& step, const std::string& id);
  void press(const DoneStep& step, const std::string& id);
  void press(const RateStep& step, const std::string& id);

  // What else there is to single kinds of steps. `leave_…` gives the device back.
  void identified(Record holder);
  void choose_row(const ListStep& step, std::size_t row);
  void print(const PrintStep& step, const std::string& step_id);
  void reprint(const std::string& step_id);
  bool press_paper(const std::string& id);
  void print_event(const devices::PrintEvent& event);
  void no_paper_comes();
  void leave_photo();
  void edit_sign(const SignStep& step, const ui::TextEdited& e);
  bool press_memo(const FormStep& step, const std::string& id);
  void leave_memo();
  bool press_suggestion(const DoneStep& step, const std::string& id);
  void ask_suggestions(const DoneStep& step);
  bool heard_suggestions(const Answered& e);
  void send_rating(const RateStep& step);

  // turn_pay.cpp: an order at the platform, and turn_pay_resident.cpp: what the resident does about it
  void create_order(const PayStep& step);
  void ask_payment(Payment::Request request, base::Secret body, std::optional<base::Uuid> key);
  bool payment_holds_back();  // back was pressed: true while the order has to be cancelled first
  void leave_payment();
  void payment_code(std::string_view payload);
  void payment_answered(const PayStep& step, const Answered& e);
  void payment_unheard();
  void payment_is(const PayStep& step, const boost::json::object& order);
  void payment_state(Payment::State state);
  void look_after_payment();
  void print_payment_slip();
  void payment_slip_event(const devices::PrintEvent& event);

  // turn_undo.cpp
  void undo();
  void trim_undo();
  bool was_written(const Event& event) const;

  // turn_rehearsal.cpp
  bool press_rehearsals(const std::string& id);
  void start_rehearsal(const std::string& id);
  bool begin_rehearsed(const StepSpec& step);
  bool press_rehearsed(const StepSpec& step, const std::string& id);
  void end_rehearsal();

  // turn_park.cpp
  void park();
  void drop_fetched();
  bool parked_slip_event(const devices::PrintEvent& event);
  void parked(bool slip);
  bool left_while_parking();
  void not_parked(const char* greeting);
  void start_resuming();
  void leave_resuming();
  bool resume_scanned(const devices::CodeScanned& e);
  bool resume_card(const devices::CardRead& e);
  void look_for_parked();
  void resume(const std::string& id, const base::Secret& visit);

  // turn_companion.cpp
  bool press_companion(const std::string& id);
  bool companion_card(const devices::CardRead& e);

  // turn_help.cpp
  bool press_help(const std::string& id);
  bool heard_help(const Answered& e);
  void look_for_help();
  void forget_help();

  // turn_time.cpp
  bool stands_there() const;
  void look_who_is_there();

  // turn_world.cpp
  void try_again_to_start();

  /// Of a rehearsal nothing goes out.
  void emit(Effect effect);
  void stop_speech() { emit(StopSpeech{}); }
  /// Another page is there: it is read out from its beginning.
  void arrived(bool urgent = false);
  void say_focus();
  void somebody_there();
  bool at_work() const;
  base::Uuid new_uuid();
  std::uint64_t new_ticket() { return ++s.tickets; }
  /// The step the visit is at, when it is of this kind.
  template <class Step>
  const Step* step_as() const {
    const StepSpec* step = s.session ? current_step(s) : nullptr;
    return step == nullptr ? nullptr : std::get_if<Step>(&step->action);
  }

  State& s;
  Effects& out_;
  bool arrived_ = false;
  bool urgent_ = false;
  std::optional<Undoable> before_;
  base::Uuid before_session_;
};

}  // namespace bianmin::kiosk
