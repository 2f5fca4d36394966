#include "tests/bench/support/x_screen.hpp"

#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/XShm.h>
#include <X11/extensions/XTest.h>
#include <sys/ipc.h>
#include <sys/shm.h>

namespace bianmin::tests {

struct XScreen::Impl {
  Display* display = nullptr;
  XShmSegmentInfo segment{};
  int width = 0, height = 0;
  bool usable = false;
};

XScreen::XScreen(const std::string& display) : impl_(std::make_unique<Impl>()) {
  Impl& i = *impl_;
  i.segment.shmid = -1;
  i.display = XOpenDisplay(display.c_str());
  if (i.display == nullptr) return;
  int unused = 0;
  if (XShmQueryExtension(i.display) == 0 || XTestQueryExtension(i.display, &unused, &unused, &unused, &unused) == 0)
    return;
  XWindowAttributes attributes;
  XGetWindowAttributes(i.display, XDefaultRootWindow(i.display), &attributes);
  i.width = attributes.width;
  i.height = attributes.height;
  const std::size_t bytes = 4 * static_cast<std::size_t>(i.width) * static_cast<std::size_t>(i.height);
  i.segment.shmid = ::shmget(IPC_PRIVATE, bytes, IPC_CREAT | 0600);
  if (i.segment.shmid < 0) return;
  i.segment.shmaddr = static_cast<char*>(::shmat(i.segment.shmid, nullptr, 0));
  i.usable = XShmAttach(i.display, &i.segment) != 0;
  XSync(i.display, 0);
  ::shmctl(i.segment.shmid, IPC_RMID, nullptr);  // gone with its last user
}

XScreen::~XScreen() {
  if (impl_->usable) XShmDetach(impl_->display, &impl_->segment);
  if (impl_->display != nullptr) XCloseDisplay(impl_->display);
  if (impl_->segment.shmaddr != nullptr) ::shmdt(impl_->segment.shmaddr);
}

bool XScreen::connected() const { return impl_->usable; }

Area XScreen::whole() const { return {0, 0, impl_->width, impl_->height}; }

Picture XScreen::look(const Area& area) {
  Impl& i = *impl_;
  Picture picture{area.width, area.height, {}};
  XImage* image =
      XShmCreateImage(i.display, XDefaultVisual(i.display, XDefaultScreen(i.display)), 24, ZPixmap, i.segment.shmaddr,
                      &i.segment, static_cast<unsigned>(area.width), static_cast<unsigned>(area.height));
  if (image == nullptr) return {};
  const bool got = XShmGetImage(i.display, XDefaultRootWindow(i.display), image, area.x, area.y,
                                static_cast<unsigned long>(-1)) != 0;
  if (got) {
    picture.pixels.reserve(static_cast<std::size_t>(area.width) * static_cast<std::size_t>(area.height));
    for (int y = 0; y < area.height; ++y) {
      const auto* row =
          reinterpret_cast<const std::uint32_t*>(image->data + static_cast<std::ptrdiff_t>(y) * image->bytes_per_line);
      for (int x = 0; x < area.width; ++x) picture.pixels.push_back(row[x] & 0xFFFFFFU);
    }
  }
  image->data = nullptr;  // the segment's, not the image's
  image->f.destroy_image(image);
  return got ? picture : Picture{};
}

void XScreen::move(int x, int y) {
  XTestFakeMotionEvent(impl_->display, -1, x, y, CurrentTime);
  XSync(impl_->display, 0);
}

void XScreen::click(int x, int y) {
  XTestFakeMotionEvent(impl_->display, -1, x, y, CurrentTime);
  XTestFakeButtonEvent(impl_->display, 1, 1, CurrentTime);
  XTestFakeButtonEvent(impl_->display, 1, 0, CurrentTime);
  XSync(impl_->display, 0);
}

}  // namespace bianmin::tests
