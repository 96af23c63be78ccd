# What is plugged in already gets Farport's rule too, not only what comes later. A container has no udev.
if [ -d /run/udev ] && hash udevadm 2>/dev/null; then
    udevadm control --reload || true
    udevadm trigger --subsystem-match=usb --action=change || true
fi
