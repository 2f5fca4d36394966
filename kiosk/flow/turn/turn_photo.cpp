// Photographs: look, take, keep or take again.
#include "kiosk/flow/turn/turn.hpp"

namespace bianmin::kiosk {

void Turn::begin(const PhotoStep& step) {
  Session& session = *s.session;
  leave_photo();
  if (!s.camera_ready || session.photos.contains(step.field)) return;
  session.camera = CameraUse::Live;
  emit(OpenCamera{});
}

void Turn::leave_photo() {
  Session& session = *s.session;
  if (session.camera != CameraUse::Off) emit(CloseCamera{});
  session.camera = CameraUse::Off;
  session.shot.reset();
}

void Turn::press(const PhotoStep& step, const std::string& id) {
  Session& session = *s.session;
  const auto found = session.photos.find(step.field);
  const std::size_t kept = found == session.photos.end() ? 0 : found->second.size();
  const auto count_is = [&](std::size_t count) {
    if (count == 0) {
      session.photos.erase(step.field);
      session.values.erase(step.field);
    } else {
      session.values.set(step.field, Value{base::Secret(std::to_string(count)), {}});
    }
  };
  if (id == "skip" || (id == "next" && session.camera == CameraUse::Off)) return next();
  if (id == "photo:take" && session.camera == CameraUse::Live) {
    session.camera = CameraUse::Taking;
    session.phase = Asking{};
    emit(TakePhoto{});
  } else if (id == "photo:keep" && session.camera == CameraUse::Judging && session.shot) {
    session.photos[step.field].push_back(std::move(*session.shot));
    leave_photo();
    count_is(kept + 1);
    arrived();
  } else if (id == "photo:again" && session.camera == CameraUse::Judging) {
    session.shot.reset();
    session.camera = s.camera_ready ? CameraUse::Live : CameraUse::Off;
    emit(s.camera_ready ? Effect(OpenCamera{}) : Effect(CloseCamera{}));
    arrived();
  } else if (id == "photo:more" && session.camera == CameraUse::Off && kept > 0 && kept < step.most && s.camera_ready) {
    session.camera = CameraUse::Live;
    emit(OpenCamera{});
    arrived();
  } else if (id.starts_with("photo:drop:") && session.camera == CameraUse::Off) {
    for (std::size_t i = 0; i < kept; ++i) {
      if (id != "photo:drop:" + std::to_string(i)) continue;
      found->second.erase(found->second.begin() + std::ptrdiff_t(i));
      count_is(kept - 1);
      if (kept == 1) begin(step);
      return arrived();
    }
  }
}

void Turn::on(const CameraChanged& e) {
  s.camera_ready = e.ready;
  const auto* step = step_as<PhotoStep>();
  if (step == nullptr || s.session->parking) return;
  Session& session = *s.session;
  if (e.ready && session.camera == CameraUse::Off && !session.photos.contains(step->field)) {
    begin(*step);
    arrived();
  } else if (!e.ready && (session.camera == CameraUse::Live || session.camera == CameraUse::Taking)) {
    leave_photo();
    arrived(true);
  }
}

void Turn::on(const PhotoTaken& e) {
  if (step_as<PhotoStep>() == nullptr || s.session->camera != CameraUse::Taking) return;  // late
  somebody_there();
  s.session->shot = Shot{e.jpeg, e.picture};
  s.session->camera = CameraUse::Judging;
  arrived();
}

void Turn::on(const PhotoFailed&) {
  if (step_as<PhotoStep>() == nullptr || s.session->camera != CameraUse::Taking) return;
  s.session->camera = CameraUse::Live;
  s.session->phase = Asking{.missing = true};
  arrived(true);
}

}  // namespace bianmin::kiosk
