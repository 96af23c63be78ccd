/** Every word that a person reads in the app, in each language. A test holds that none is missing. */
import type { DeviceKind } from '@farport/look/device';
import type { DeviceState } from './app-state.ts';
import { LANGUAGES, type Language } from './settings.ts';

const en = {
  language: 'English',
  loading: 'Farport is starting …',
  gone: 'Farport’s engine has ended',
  goneMore: 'Every device is with this machine again. Close this window and start Farport anew.',
  back: 'Back',
  cancel: 'Cancel',
  close: 'Close',
  remove: 'Remove',
  more: 'What the program says',
  settings: 'Settings',
  quit: 'Quit',
  noElectron: 'Runs in Chromium: Electron’s program is not installed on this machine.',
  asked: 'Runs in a browser’s window, as was asked for.',

  agents: 'Where do you want to go?',
  agentsNone: 'Add the server that your virtual machines run on. Its administrator tells you the address.',
  agentAdd: 'Add a server',
  address: 'Address',
  addressHint: 'server.example:4747',
  goOn: 'Go on',
  agentOpen: 'Open {agent}',
  agentForget: 'Forget {agent}',
  lastVm: 'Last time: {vm}',
  linkTo: 'A link leads to {vm} on {agent}.',
  linkToAgent: 'A link leads to {agent}.',

  check: 'Is this the right server?',
  checkMore:
    'Compare this fingerprint with the one that its administrator gave you, or that “farport-agent fingerprint” prints on the server. You do this only once.',
  checkSame: 'It is the same',
  checkOther: 'It is different',
  changed: 'This server shows another fingerprint than before',
  changedMore:
    'Nothing was sent to it. It may have been installed anew, or somebody is in between. Ask its administrator before you go on.',
  expected: 'Known until now',
  presented: 'Shown now',
  trustNew: 'The administrator confirmed it: trust the new one',

  signIn: 'Sign in at {agent}',
  withAccount: 'Account',
  withTicket: 'Ticket',
  user: 'Name',
  password: 'Password',
  signInDo: 'Sign in',
  vm: 'Virtual machine',
  ticket: 'Ticket',
  ticketHint: 'The administrator gives it out; it lets you into one virtual machine.',
  ticketKeep: 'Keep it on this machine, sealed by the system’s keyring',
  ticketNotKept_browser: 'In a browser’s window the ticket is forgotten when Farport is closed.',
  'ticketNotKept_no-keyring': 'This system has no keyring: the ticket is forgotten when Farport is closed.',
  'ticketNotKept_plain-text':
    'This system has no keyring that seals: the ticket is forgotten when Farport is closed.',
  ticketKept: 'Use the ticket that was kept',

  vms: 'Your virtual machines',
  vmsNone: 'There is none that you may use. The administrator can give you one.',
  vmOpen: 'Open',
  vmOpenNamed: 'Open {vm}',
  vmStart: 'Start',
  vmStartNamed: 'Start {vm}',
  refresh: 'Look again',
  signOut: 'Sign out',
  signedIn: 'Signed in as {user}',
  signedInTicket: 'Signed in with a ticket',
  state_running: 'Running',
  state_stopped: 'Switched off',
  state_starting: 'Starting',
  state_stopping: 'Switching off',
  state_paused: 'Paused',
  state_failed: 'Failed',
  state_unresponsive: 'Does not answer',
  state_unknown: 'By ticket',

  leave: 'Leave',
  leaveNamed: 'Leave {vm}; devices come back to this machine',
  screenOf: 'Screen of {vm}',
  usb: 'USB devices',
  usbCount: '{n} in {vm}',
  usbShow: 'Show the USB devices',
  usbNone: 'No USB devices are plugged in, or this machine has no USB bus.',
  usbNoVm: 'Open a virtual machine to use devices in it.',
  switchTo: 'Use {device} in {vm}',
  always: 'always',
  noName: 'without a name',
  usedBy: 'Used here by {program}',
  serial: 'serial number {serial}',
  device_here: 'On this machine',
  device_going: 'On its way into {vm}',
  device_in_vm: 'In {vm}',
  device_waiting: 'Waits for {vm}',
  device_unplugged: 'Unplugged; goes into {vm} when it is back',
  device_failed: 'Not in {vm}',
  device_failed_here: 'On this machine',
  device_forbidden: 'Stays here',
  forbiddenBy: 'The rule “{rule}” of the server forbids it. Its administrator can change that.',
  forbidden: 'A policy of the server forbids it. Its administrator can change that.',
  kind_hub: 'Hub',
  portsSlow: 'USB 2 ports',
  portsFast: 'USB 3 ports',
  kind_storage: 'Storage',
  kind_keyboard: 'Keyboard',
  kind_mouse: 'Mouse',
  kind_input: 'Input device',
  kind_printer: 'Printer',
  kind_audio: 'Sound device',
  kind_camera: 'Camera',
  kind_picture: 'Camera or scanner',
  'kind_smart-card': 'Smart card reader',
  kind_serial: 'Serial device',
  kind_network: 'Network adapter',
  kind_wireless: 'Wireless adapter',
  kind_other: 'Device',

  questions: 'Devices that were plugged in',
  question: '{device} was plugged in',
  questionMore: 'Where do you want to use it?',
  useInVm: 'In {vm}',
  keepHere: 'Here',
  useAlways: 'Always in {vm}',

  settingsLook: 'Language and look',
  settingsLanguage: 'Language',
  languageSystem: 'As the system',
  theme: 'Look',
  theme_system: 'As the system',
  theme_light: 'Light',
  theme_dark: 'Dark',
  settingsDevices: 'USB devices',
  ask: 'Ask what to do with a device that is plugged in',
  alwaysList: 'Devices that always go into a virtual machine',
  alwaysNone: 'None yet. Answer “Always” when you plug one in.',
  alwaysTo: 'into {vm} on {agent}',
  settingsStart: 'Start',
  startAtLogin: 'Start Farport when I log in',
  kiosk: 'Use the whole screen, from the next start on (kiosk)',
  log: 'Log',
  logMore: 'What Farport did. It holds no ticket and no password; send it to whoever helps you.',
  logShow: 'Show the log',
  logSave: 'Save',
  logCopy: 'Copy',
  logCopied: 'Copied',
  about: 'Farport {version}, devices by {backend}',

  trayShow: 'Show Farport',
  trayLeave: 'Give every device back',
  trayDevices: '{n} devices in use',

  error_unknown: 'That did not work',
  'error_agent.unreachable': 'The server does not answer. Check the address, and that it runs.',
  'error_agent.wrong_certificate': 'This is not the server that was expected. Nothing was sent to it.',
  'error_agent.answer': 'The server is not understood. It may be of another version.',
  'error_agent.ticket_refused': 'The server refuses the ticket. Ask for a new one.',
  'error_config.invalid': 'That is no address: write HOST or HOST:PORT.',
  'error_account.no_ticket': 'This server lets accounts into no VM. Ask for a ticket.',
  'error_account.password_change': 'Choose a password of your own in the server’s console first.',
  'error_access.wrong_credentials': 'Name or password is wrong.',
  'error_access.locked': 'The account is locked for a while. Wait, or ask the administrator.',
  'error_access.throttled': 'Too many attempts. Wait a minute, then try again.',
  'error_access.denied': 'Your account may not do that. Ask the administrator.',
  'error_access.busy': 'The server has too much to do. Try again in a moment.',
  'error_session.unknown': 'You were signed out. Sign in again.',
  'error_session.none': 'Sign in first.',
  'error_secret.refused': 'You are signed in, but the ticket could not be kept.',
  'error_vm.unknown': 'There is no such virtual machine for you here.',
  'error_vm.not_running': 'The virtual machine is not running.',
  'error_device.busy': 'A program of this machine holds the device. Close it there first.',
  'error_device.gone': 'The device was unplugged.',
  'error_usbfs.permission': 'Farport has no permission to use the device.',
  'error_app.link': 'This is no link of Farport.',
  'error_app.settings': 'The settings could not be written.',
};

export type Word = keyof typeof en;

const zhCN: Readonly<Record<Word, string>> = {
  language: '简体中文',
  loading: 'Farport 正在启动…',
  gone: 'Farport 引擎已结束',
  goneMore: '所有设备均已归还本机。请关闭此窗口，然后重新启动 Farport。',
  back: '返回',
  cancel: '取消',
  close: '关闭',
  remove: '移除',
  more: '程序提示',
  settings: '设置',
  quit: '退出',
  noElectron: '正在 Chromium 中运行：本机未安装 Electron 程序。',
  asked: '已按要求在浏览器窗口中运行。',

  agents: '您要连接到哪里？',
  agentsNone: '请添加虚拟机所在的服务器，地址可向管理员询问。',
  agentAdd: '添加服务器',
  address: '地址',
  addressHint: 'server.example:4747',
  goOn: '继续',
  agentOpen: '打开 {agent}',
  agentForget: '忘记 {agent}',
  lastVm: '上次使用：{vm}',
  linkTo: '链接指向 {agent} 上的 {vm}。',
  linkToAgent: '链接指向 {agent}。',

  check: '这是正确的服务器吗？',
  checkMore:
    '请将此指纹与管理员提供的指纹，或服务器上“farport-agent fingerprint”显示的指纹进行比对。只需比对一次。',
  checkSame: '一致',
  checkOther: '不一致',
  changed: '此服务器的指纹与之前不同',
  changedMore: '未向其发送任何内容。可能是服务器已重新安装，也可能有人居中拦截。继续之前请咨询管理员。',
  expected: '之前的指纹',
  presented: '当前的指纹',
  trustNew: '管理员已确认：信任新指纹',

  signIn: '登录 {agent}',
  withAccount: '账户',
  withTicket: '票据',
  user: '用户名',
  password: '密码',
  signInDo: '登录',
  vm: '虚拟机',
  ticket: '票据',
  ticketHint: '由管理员发放，凭它可进入一台虚拟机。',
  ticketKeep: '保存在本机，由系统密钥环加密',
  ticketNotKept_browser: '在浏览器窗口中，关闭 Farport 后票据即被忘记。',
  'ticketNotKept_no-keyring': '此系统没有密钥环：关闭 Farport 后票据即被忘记。',
  'ticketNotKept_plain-text': '此系统没有可加密的密钥环：关闭 Farport 后票据即被忘记。',
  ticketKept: '使用已保存的票据',

  vms: '您的虚拟机',
  vmsNone: '没有您可以使用的虚拟机。管理员可以为您分配。',
  vmOpen: '打开',
  vmOpenNamed: '打开 {vm}',
  vmStart: '启动',
  vmStartNamed: '启动 {vm}',
  refresh: '刷新',
  signOut: '退出登录',
  signedIn: '已登录：{user}',
  signedInTicket: '已用票据登录',
  state_running: '运行中',
  state_stopped: '已关机',
  state_starting: '正在启动',
  state_stopping: '正在关机',
  state_paused: '已暂停',
  state_failed: '出现故障',
  state_unresponsive: '无响应',
  state_unknown: '凭票据',

  leave: '离开',
  leaveNamed: '离开 {vm}，设备归还本机',
  screenOf: '{vm} 的屏幕',
  usb: 'USB 设备',
  usbCount: '{n} 个在 {vm} 中',
  usbShow: '显示 USB 设备',
  usbNone: '没有插入 USB 设备，或本机没有 USB 总线。',
  usbNoVm: '打开虚拟机后即可在其中使用设备。',
  switchTo: '在 {vm} 中使用 {device}',
  always: '始终',
  noName: '未命名',
  usedBy: '本机的 {program} 正在使用',
  serial: '序列号 {serial}',
  device_here: '在本机',
  device_going: '正在接入 {vm}',
  device_in_vm: '在 {vm} 中',
  device_waiting: '等待 {vm}',
  device_unplugged: '已拔出；重新插入后接入 {vm}',
  device_failed: '未接入 {vm}',
  device_failed_here: '在本机',
  device_forbidden: '留在本机',
  forbiddenBy: '服务器的规则“{rule}”禁止使用此设备。管理员可以更改。',
  forbidden: '服务器的策略禁止使用此设备。管理员可以更改。',
  kind_hub: '集线器',
  portsSlow: 'USB 2 端口',
  portsFast: 'USB 3 端口',
  kind_storage: '存储设备',
  kind_keyboard: '键盘',
  kind_mouse: '鼠标',
  kind_input: '输入设备',
  kind_printer: '打印机',
  kind_audio: '音频设备',
  kind_camera: '摄像头',
  kind_picture: '相机或扫描仪',
  'kind_smart-card': '智能卡读卡器',
  kind_serial: '串口设备',
  kind_network: '网络适配器',
  kind_wireless: '无线适配器',
  kind_other: '设备',

  questions: '新插入的设备',
  question: '已插入 {device}',
  questionMore: '您要在哪里使用它？',
  useInVm: '在 {vm} 中',
  keepHere: '在本机',
  useAlways: '始终在 {vm} 中',

  settingsLook: '语言与外观',
  settingsLanguage: '语言',
  languageSystem: '跟随系统',
  theme: '外观',
  theme_system: '跟随系统',
  theme_light: '浅色',
  theme_dark: '深色',
  settingsDevices: 'USB 设备',
  ask: '插入设备时询问如何处理',
  alwaysList: '始终接入虚拟机的设备',
  alwaysNone: '暂无。插入设备时选择“始终”即可添加。',
  alwaysTo: '接入 {agent} 上的 {vm}',
  settingsStart: '启动',
  startAtLogin: '登录系统时启动 Farport',
  kiosk: '下次启动起占用整个屏幕（信息亭模式）',
  log: '日志',
  logMore: 'Farport 的运行记录，不含票据和密码，可发送给协助您的人。',
  logShow: '显示日志',
  logSave: '保存',
  logCopy: '复制',
  logCopied: '已复制',
  about: 'Farport {version}，设备后端：{backend}',

  trayShow: '显示 Farport',
  trayLeave: '归还所有设备',
  trayDevices: '{n} 个设备使用中',

  error_unknown: '操作未成功',
  'error_agent.unreachable': '服务器没有响应。请检查地址，并确认服务器正在运行。',
  'error_agent.wrong_certificate': '对方不是预期的服务器。未向其发送任何内容。',
  'error_agent.answer': '无法理解服务器的应答，其版本可能不同。',
  'error_agent.ticket_refused': '服务器拒绝了票据。请申请新的票据。',
  'error_config.invalid': '地址无效：请输入 主机 或 主机:端口。',
  'error_account.no_ticket': '此服务器不允许用账户进入虚拟机。请申请票据。',
  'error_account.password_change': '请先在服务器的控制台中设置您自己的密码。',
  'error_access.wrong_credentials': '用户名或密码错误。',
  'error_access.locked': '账户已暂时锁定。请稍候，或咨询管理员。',
  'error_access.throttled': '尝试次数过多，请稍候一分钟再试。',
  'error_access.denied': '您的账户无权执行此操作，请咨询管理员。',
  'error_access.busy': '服务器繁忙，请稍后再试。',
  'error_session.unknown': '登录已失效，请重新登录。',
  'error_session.none': '请先登录。',
  'error_secret.refused': '您已登录，但票据无法保存。',
  'error_vm.unknown': '这里没有您可用的这台虚拟机。',
  'error_vm.not_running': '虚拟机未在运行。',
  'error_device.busy': '本机的某个程序正占用此设备，请先将其关闭。',
  'error_device.gone': '设备已拔出。',
  'error_usbfs.permission': 'Farport 没有使用此设备的权限。',
  'error_app.link': '这不是 Farport 链接。',
  'error_app.settings': '无法写入设置。',
};

const WORDS: Readonly<Record<Language, Readonly<Record<Word, string>>>> = { en, 'zh-CN': zhCN };

export type Say = (word: Word, values?: Readonly<Record<string, string>>) => string;

/** The words of a language; `{name}` becomes the value of that name. */
export function wordsOf(language: Language): Say {
  return (word, values = {}) =>
    WORDS[language][word].replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

/** The first of a person's languages that there are words for, else English. */
export function languageOf(preferred: readonly string[]): Language {
  for (const each of preferred) {
    if (/^zh\b/i.test(each)) return 'zh-CN';
    if (/^en\b/i.test(each)) return 'en';
  }
  return 'en';
}

function isWord(text: string): text is Word {
  return Object.hasOwn(en, text);
}

/** In words, what an error's code means. */
export function errorWord(code: string): Word {
  const word = `error_${code}`;
  return isWord(word) ? word : 'error_unknown';
}

export function vmStateWord(state: string): Word {
  const word = `state_${state}`;
  return isWord(word) ? word : 'state_unknown';
}

export function deviceStateWord(state: DeviceState, vm: string): Word {
  return state === 'failed' && vm === '' ? 'device_failed_here' : `device_${state}`;
}

export function kindWord(kind: DeviceKind): Word {
  return `kind_${kind}`;
}

export { LANGUAGES };
