/** Every word that a person reads, in each language. A test holds that none is missing. */

export const LANGUAGES = ['en', 'zh-Hans'] as const;
export type Language = (typeof LANGUAGES)[number];

const en = {
  language: 'English',
  toolbar: 'Screen',
  keys: 'Keys',
  keysTitle: 'Send keys that this machine would keep for itself',
  scale: 'Scale',
  scaleFit: 'Fit the window',
  scaleOne: 'Pixel for pixel',
  scaleInteger: 'Whole numbers',
  clipboard: 'Clipboard',
  clipboardBoth: 'Clipboard: both ways',
  clipboardTo: 'Clipboard: to {vm}',
  clipboardFrom: 'Clipboard: from {vm}',
  clipboardOff: 'Clipboard: off',
  clipboardShared: 'What is copied on one side can be pasted on the other',
  clipboardNoAgent: 'Nothing in {vm} shares its clipboard: install spice-vdagent there',
  clipboardClosed: 'The administrator has closed the clipboard of {vm}',
  clipboardDenied: 'This browser keeps its clipboard to itself: allow it for this page',
  fullScreen: 'Full screen',
  hold: 'Hold pointer',
  holdTitle: 'For programs that turn a view by the mouse; Escape or Ctrl + Alt + Shift gives it back',
  screenshot: 'Picture',
  statistics: 'Figures',
  screen: 'Screen of {vm}',
  hint: 'Ctrl + Alt + Shift, pressed and let go, gives keyboard and pointer back.',
  frames: 'Frames per second',
  rate: 'Received',
  frameTime: 'Arrival to screen',
  reaction: 'Key or click to change',
  connected: 'Connected',
  connecting: 'Connecting to {vm} …',
  connectingMore: 'The screen appears in a moment.',
  noPicture: '{vm} shows no picture',
  noPictureMore: 'It has no screen yet, or has turned it off. Press a key to wake it.',
  linkLost: 'The connection is lost',
  linkLostMore: '{vm} goes on running. The screen comes back by itself as soon as it can be reached.',
  stopped: '{vm} is not running',
  stoppedMore: 'Its screen appears by itself when it is started.',
  takenOver: 'The screen is shown elsewhere',
  takenOverMore: 'Someone has connected to {vm} from another place, perhaps you.',
  takeBack: 'Take it back',
  refused: 'The screen of {vm} was refused',
  refusedMore: 'Show this to the administrator.',
  ticket: 'The ticket is not valid any more',
  ticketMore: 'Ask for a new one, then open the screen again.',
  certificate: 'This is not the agent that was expected',
  certificateMore: 'Its certificate is another one. Nothing was sent to it. Ask the administrator.',
  notFound: 'There is no VM {vm}',
  notFoundMore: 'Check the name, or ask the administrator.',
  noDisplay: '{vm} has no screen',
  noDisplayMore: 'The administrator can give it one in the agent’s configuration.',
  broken: 'What {vm} sends cannot be shown',
  brokenMore:
    'The connection was ended, so that nothing happens to this machine. Show this to the administrator.',
  engineGone: 'Farport does not answer',
  engineGoneMore: 'The program that opened this screen has ended. Open it again.',
  again: 'Connect again',
  now: 'Try now',
};

export type Word = keyof typeof en;

const zhHans: Readonly<Record<Word, string>> = {
  language: '简体中文',
  toolbar: '屏幕',
  keys: '按键',
  keysTitle: '发送会被本机截留的按键',
  scale: '缩放',
  scaleFit: '适合窗口',
  scaleOne: '逐像素',
  scaleInteger: '整数倍',
  clipboard: '剪贴板',
  clipboardBoth: '剪贴板：双向',
  clipboardTo: '剪贴板：仅到 {vm}',
  clipboardFrom: '剪贴板：仅从 {vm}',
  clipboardOff: '剪贴板：关闭',
  clipboardShared: '在一侧复制的内容可在另一侧粘贴',
  clipboardNoAgent: '{vm} 中没有共享剪贴板的程序：请在其中安装 spice-vdagent',
  clipboardClosed: '管理员已关闭 {vm} 的剪贴板',
  clipboardDenied: '浏览器未允许访问剪贴板：请为此页面授予权限',
  fullScreen: '全屏',
  hold: '锁定指针',
  holdTitle: '用于以鼠标转动视角的程序；按 Esc 或 Ctrl + Alt + Shift 可释放',
  screenshot: '截图',
  statistics: '数据',
  screen: '{vm} 的屏幕',
  hint: '同时按下并松开 Ctrl + Alt + Shift，键盘和指针即回到本机。',
  frames: '每秒帧数',
  rate: '接收速率',
  frameTime: '到达至显示',
  reaction: '按键或点击至画面变化',
  connected: '已连接',
  connecting: '正在连接 {vm}…',
  connectingMore: '屏幕稍后显示。',
  noPicture: '{vm} 没有画面',
  noPictureMore: '它尚未启用屏幕，或已将其关闭。按任意键可唤醒。',
  linkLost: '连接已断开',
  linkLostMore: '{vm} 仍在运行。一旦恢复连通，屏幕会自动显示。',
  stopped: '{vm} 未在运行',
  stoppedMore: '启动后，屏幕会自动显示。',
  takenOver: '屏幕已在别处显示',
  takenOverMore: '有人从其他位置连接了 {vm}，也可能是您本人。',
  takeBack: '取回屏幕',
  refused: '无法显示 {vm} 的屏幕',
  refusedMore: '请将此信息告知管理员。',
  ticket: '票据已失效',
  ticketMore: '请申请新的票据，然后重新打开屏幕。',
  certificate: '对方不是预期的代理',
  certificateMore: '其证书不符，未向其发送任何内容。请咨询管理员。',
  notFound: '没有名为 {vm} 的虚拟机',
  notFoundMore: '请检查名称，或咨询管理员。',
  noDisplay: '{vm} 没有屏幕',
  noDisplayMore: '管理员可以在代理的配置中为其添加屏幕。',
  broken: '无法显示 {vm} 发来的内容',
  brokenMore: '为保护本机，连接已终止。请将此信息告知管理员。',
  engineGone: 'Farport 没有响应',
  engineGoneMore: '打开此屏幕的程序已结束。请重新打开。',
  again: '重新连接',
  now: '立即重试',
};

const WORDS: Readonly<Record<Language, Readonly<Record<Word, string>>>> = { en, 'zh-Hans': zhHans };

/** The words of a language; `{vm}` becomes the VM's name. */
export function wordsOf(language: Language, vm: string): (word: Word) => string {
  return (word) => WORDS[language][word].replaceAll('{vm}', () => vm);
}

/** The first of a browser's languages that there are words for, else English. */
export function languageOf(preferred: readonly string[]): Language {
  for (const each of preferred) {
    if (/^zh\b/i.test(each)) return 'zh-Hans';
    if (/^en\b/i.test(each)) return 'en';
  }
  return 'en';
}
