#include "tests/ui/support/x11_hand.hpp"

#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/XTest.h>

namespace bianmin::tests {

struct X11Hand::Impl {
  Display* display = nullptr;
};

X11Hand::X11Hand(const std::string& display) : impl_(std::make_unique<Impl>()) {
  impl_->display = XOpenDisplay(display.c_str());
}
X11Hand::~X11Hand() {
  if (impl_->display) XCloseDisplay(impl_->display);
}
bool X11Hand::connected() const { return impl_->display != nullptr; }

void X11Hand::move(int x, int y) {
  XTestFakeMotionEvent(impl_->display, -1, x, y, CurrentTime);
  XSync(impl_->display, 0);
}
void X11Hand::press() {
  XTestFakeButtonEvent(impl_->display, 1, 1, CurrentTime);
  XSync(impl_->display, 0);
}
void X11Hand::release() {
  XTestFakeButtonEvent(impl_->display, 1, 0, CurrentTime);
  XSync(impl_->display, 0);
}
void X11Hand::tap(int x, int y) {
  move(x, y);
  press();
  release();
}

X11Hand::Picture X11Hand::look() {
  const Window root = XDefaultRootWindow(impl_->display);
  XWindowAttributes attributes;
  XGetWindowAttributes(impl_->display, root, &attributes);
  XImage* image = XGetImage(impl_->display, root, 0, 0, static_cast<unsigned>(attributes.width),
                            static_cast<unsigned>(attributes.height), static_cast<unsigned long>(-1), ZPixmap);
  Picture picture{attributes.width, attributes.height, {}};
  for (int y = 0; y < picture.height; ++y)
    for (int x = 0; x < picture.width; ++x)
      picture.pixels.push_back(
          ui::Colour::hex(static_cast<std::uint32_t>(image->f.get_pixel(image, x, y)) & 0xFFFFFFU));
  image->f.destroy_image(image);
  return picture;
}

}  // namespace bianmin::tests
