//! The old PC registers that guests poll by the ten thousand, answered on the vCPU thread: the 16550 serial port,
//! the ACPI PM timer, the CMOS clock, and as much of the keyboard controller as a reset takes.

use std::collections::VecDeque;
use std::io::Write;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use vm_superio::serial::NoEvents;
use vm_superio::{Serial, Trigger};
use vmm_sys_util::eventfd::EventFd;

/// Console output that is kept until somebody takes it; older bytes are dropped first.
const CONSOLE_LIMIT: usize = 64 << 10;
/// ACPI 6.4, section 4.8.3.3.
const PM_TIMER_HZ: u128 = 3_579_545;

/// Raises the serial port's interrupt, an edge by irqfd.
pub struct SerialIrq(pub EventFd);

impl Trigger for SerialIrq {
    type E = std::io::Error;
    fn trigger(&self) -> std::io::Result<()> {
        self.0.write(1)
    }
}

/// What the guest printed.
#[derive(Default)]
pub struct Console(VecDeque<u8>);

impl Write for Console {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let excess = (self.0.len() + bytes.len()).saturating_sub(CONSOLE_LIMIT);
        self.0.drain(..excess.min(self.0.len()));
        self.0.extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

pub struct Legacy {
    serial: Mutex<Serial<SerialIrq, NoEvents, Console>>,
    rtc: Mutex<Rtc>,
    started: Instant,
}

impl Legacy {
    pub fn new(serial_irq: EventFd) -> Self {
        Self {
            serial: Mutex::new(Serial::new(SerialIrq(serial_irq), Console::default())),
            rtc: Mutex::new(Rtc::default()),
            started: Instant::now(),
        }
    }

    fn serial(&self) -> MutexGuard<'_, Serial<SerialIrq, NoEvents, Console>> {
        self.serial.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn rtc(&self) -> MutexGuard<'_, Rtc> {
        self.rtc.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn serial_read(&self, register: u8) -> u8 {
        self.serial().read(register)
    }

    /// True if the console went from empty to not empty.
    pub fn serial_write(&self, register: u8, value: u8) -> bool {
        let mut serial = self.serial();
        let before = serial.writer().0.len();
        // An interrupt that could not be raised is found by the next poll of the driver.
        let _ = serial.write(register, value);
        before == 0 && !serial.writer().0.is_empty()
    }

    /// Fills the receive FIFO; returns how many bytes fitted.
    pub fn serial_input(&self, bytes: &[u8]) -> usize {
        let mut serial = self.serial();
        let room = serial.fifo_capacity().min(bytes.len());
        serial.enqueue_raw_bytes(&bytes[..room]).unwrap_or(0)
    }

    pub fn take_console(&self) -> Vec<u8> {
        std::mem::take(&mut self.serial().writer_mut().0).into()
    }

    /// The 32-bit counter since the machine was made.
    pub fn pm_timer(&self) -> u32 {
        (self.started.elapsed().as_nanos() * PM_TIMER_HZ / 1_000_000_000) as u32
    }

    pub fn rtc_read(&self, register: u8) -> u8 {
        match register {
            0 => 0xff,
            _ => self.rtc().read(seconds_now()),
        }
    }

    pub fn rtc_write(&self, register: u8, value: u8) {
        self.rtc().write(register, value);
    }
}

fn seconds_now() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs())
}

/// The MC146818 clock: always the host's time (UTC), 24 hours, BCD; no alarms, no interrupts. Writes to the time
/// are forgotten, the rest is memory.
struct Rtc {
    index: u8,
    memory: [u8; 128],
}

impl Default for Rtc {
    fn default() -> Self {
        Self {
            index: 0,
            memory: [0; 128],
        }
    }
}

impl Rtc {
    fn write(&mut self, register: u8, value: u8) {
        match register {
            // Bit 7 is the NMI gate.
            0 => self.index = value & 0x7f,
            _ => self.memory[usize::from(self.index)] = value,
        }
    }

    fn read(&self, unix_seconds: u64) -> u8 {
        let day = unix_seconds / 86_400;
        let second = unix_seconds % 86_400;
        let (year, month, date) = civil(day);
        match self.index {
            0x00 => bcd(second % 60),
            0x02 => bcd(second / 60 % 60),
            0x04 => bcd(second / 3600),
            // 1 January 1970 was a Thursday; Sunday is 1.
            0x06 => bcd((day + 4) % 7 + 1),
            0x07 => bcd(date),
            0x08 => bcd(month),
            0x09 => bcd(year % 100),
            0x32 => bcd(year / 100),
            // Register A: 32768 Hz, no update in progress. B: 24 hours, BCD. C: nothing pending. D: battery good.
            0x0a => 0x26,
            0x0b => (self.memory[0x0b] & 0x78) | 0x02,
            0x0c => 0,
            0x0d => 0x80,
            index => self.memory[usize::from(index)],
        }
    }
}

fn bcd(value: u64) -> u8 {
    (((value / 10 % 10) << 4) | (value % 10)) as u8
}

/// Year, month, date of a day counted from 1 January 1970, proleptic Gregorian.
fn civil(day: u64) -> (u64, u64, u64) {
    // Counted in years that begin in March, so that the leap day is the last of its year.
    let shifted = day + 719_468;
    let era = shifted / 146_097;
    let of_era = shifted % 146_097;
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * of_year + 2) / 153;
    let date = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 {
        from_march + 3
    } else {
        from_march - 9
    };
    (year_of_era + era * 400 + u64::from(month <= 2), month, date)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_clock_shows_utc_in_bcd() {
        // 29 February 2024, 23:59:58, a Thursday.
        let now = 1_709_251_198;
        let mut rtc = Rtc::default();
        let mut shows = |index: u8| {
            rtc.write(0, index | 0x80);
            rtc.read(now)
        };
        let time = [0x00, 0x02, 0x04, 0x06, 0x07, 0x08, 0x09, 0x32].map(&mut shows);
        assert_eq!(time, [0x58, 0x59, 0x23, 0x05, 0x29, 0x02, 0x24, 0x20]);
        assert_eq!(shows(0x0a) & 0x80, 0, "no update is ever in progress");
        assert_eq!(shows(0x0d), 0x80);
    }

    #[test]
    fn days_become_dates() {
        assert_eq!(civil(0), (1970, 1, 1));
        assert_eq!(civil(11_016), (2000, 2, 29));
        assert_eq!(civil(11_017), (2000, 3, 1));
        assert_eq!(civil(47_540), (2100, 2, 28));
        assert_eq!(civil(47_541), (2100, 3, 1));
    }

    #[test]
    fn the_console_keeps_the_newest_64_kib() {
        let legacy = Legacy::new(EventFd::new(0).unwrap());
        assert!(legacy.serial_write(0, b'x'));
        for _ in 0..CONSOLE_LIMIT {
            assert!(!legacy.serial_write(0, b'y'));
        }
        let console = legacy.take_console();
        assert_eq!(console.len(), CONSOLE_LIMIT);
        assert!(console.iter().all(|&byte| byte == b'y'));
        assert!(legacy.take_console().is_empty());
    }

    #[test]
    fn input_fills_the_receive_fifo_and_no_more() {
        let legacy = Legacy::new(EventFd::new(0).unwrap());
        let taken = legacy.serial_input(&[b'a'; 100]);
        assert_eq!(taken, 64);
        assert_eq!(legacy.serial_input(b"b"), 0);
        assert_eq!(legacy.serial_read(0), b'a');
        assert_eq!(legacy.serial_input(b"bc"), 1);
    }
}
