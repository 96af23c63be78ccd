// Draws the scenarios on a canvas of a browser, from a seed: the same in every run on the same machine. Runs in the
// page that frames-drawn.ts serves, and gives every frame's rectangles to it. Measures nothing.
/* global document, window, Image, Blob */

const WIDTH = 1440;
const HEIGHT = 900;
/** Where each frame has its number: left of everything that changes. */
const MARKER = { x: 64, y: 880 };

function random(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const words =
  'the of and to in is that for it with as on be at by this not are or from which but have an they you were her all she there would their we him been has when who will no more if out so said what up its about than into them can only other time new some could these two may first then do any like my now over such our man me even most made after also did many off before must well back through years much where your way down should because long each just those people too mr how little state good very make world still see own work men day get here old life both between being under three never know same last another while us might great go come since against right came take used himself few house use place during'.split(
    ' ',
  );

function sentence(next) {
  const count = 6 + Math.floor(next() * 12);
  const said = Array.from({ length: count }, () => words[Math.floor(next() * words.length)]).join(' ');
  return `${said[0].toUpperCase()}${said.slice(1)}${next() < 0.15 ? '?' : '.'}`;
}

const code = (next) => {
  const word = () => words[Math.floor(next() * words.length)];
  const indent = '  '.repeat(Math.floor(next() * 4));
  const kinds = [
    () => `const ${word()} = ${word()}(${word()}, ${Math.floor(next() * 1000)});`,
    () => `if (${word()}.${word()} < ${Math.floor(next() * 100)}) return ${word()};`,
    () => `// ${sentence(next)}`,
    () => `for (const ${word()} of ${word()}.${word()}()) {`,
    () => '}',
    () => `${word()}.${word()}('${word()} ${word()}');`,
  ];
  return indent + kinds[Math.floor(next() * kinds.length)]();
};

/** The desktop beneath: a wallpaper of one slow gradient, and a bar with words. */
function desktop(context) {
  const gradient = context.createLinearGradient(0, 0, 0, HEIGHT);
  gradient.addColorStop(0, '#27496d');
  gradient.addColorStop(1, '#142850');
  context.fillStyle = gradient;
  context.fillRect(0, 0, WIDTH, HEIGHT);
  context.fillStyle = '#101820';
  context.fillRect(0, HEIGHT - 28, WIDTH, 28);
  context.fillStyle = '#e8e8e8';
  context.font = '14px "DejaVu Sans"';
  context.fillText('Files    Editor    Browser', 200, HEIGHT - 9);
  context.fillText('Sat 12:30', WIDTH - 90, HEIGHT - 9);
}

/** A window's frame and title; its inside is white. */
function frame(context, { x, y, width, height }, title) {
  context.fillStyle = '#3b4252';
  context.fillRect(x, y, width, height);
  context.fillStyle = '#eceff4';
  context.font = 'bold 14px "DejaVu Sans"';
  context.fillText(title, x + 12, y + 20);
  context.fillStyle = '#ffffff';
  context.fillRect(x + 2, y + 30, width - 4, height - 32);
}

const typing = {
  periodUs: 90_000,
  frames: 66,
  area: { x: 182, y: 90, width: 1000, height: 700 },
  first(context) {
    const next = random(11);
    desktop(context);
    frame(context, { x: 180, y: 60, width: 1004, height: 732 }, 'letter.ts');
    context.font = '15px "DejaVu Sans Mono"';
    for (let line = 0; line < 34; line += 1) {
      context.fillStyle = line % 5 === 2 ? '#7a5c00' : '#1f2328';
      if (line < 14 || line > 17) context.fillText(code(next), 194, 112 + line * 20);
    }
    this.text = Array.from({ length: 8 }, () => sentence(next)).join(' ');
    this.column = 0;
    this.line = 14;
  },
  /** A letter, and the caret behind it. */
  step(context, n) {
    const letter = this.text[n];
    const cell = { x: 194 + this.column * 9, y: 96 + this.line * 20, width: 9, height: 20 };
    context.fillStyle = '#ffffff';
    context.fillRect(cell.x, cell.y, 11, 20);
    context.fillStyle = '#1f2328';
    context.font = '15px "DejaVu Sans Mono"';
    context.fillText(letter, cell.x, cell.y + 16);
    this.column += 1;
    const rects = [{ ...cell, width: 11 }];
    if (this.column > 50 && letter === ' ') {
      this.column = 0;
      this.line += 1;
    }
    const caret = { x: 194 + this.column * 9, y: 96 + this.line * 20, width: 2, height: 20 };
    context.fillStyle = '#000000';
    context.fillRect(caret.x, caret.y, 2, 20);
    if (this.column === 0) rects.push(caret);
    return rects;
  },
};

const scrolling = {
  periodUs: 33_333,
  frames: 110,
  area: { x: 182, y: 70, width: 1060, height: 780 },
  first(context) {
    const next = random(23);
    desktop(context);
    frame(context, { x: 180, y: 40, width: 1064, height: 812 }, 'A long page');
    this.lines = Array.from({ length: 200 }, (_, n) =>
      n % 17 === 0
        ? { heading: sentence(next).slice(0, 40) }
        : { text: `${sentence(next)} ${sentence(next)} ${sentence(next)}`.slice(0, 132) },
    );
    this.draw(context, 0);
  },
  draw(context, from) {
    const { x, y, width, height } = this.area;
    context.save();
    context.beginPath();
    context.rect(x, y, width, height);
    context.clip();
    context.fillStyle = '#ffffff';
    context.fillRect(x, y, width, height);
    this.lines.forEach(({ heading, text }, n) => {
      const at = y + 24 + n * 22 - from;
      if (at < y - 30 || at > y + height + 30) return;
      context.fillStyle = heading === undefined ? '#202124' : '#1a56b0';
      context.font = heading === undefined ? '14px "DejaVu Sans"' : 'bold 18px "DejaVu Sans"';
      context.fillText(heading ?? text, x + 16, at);
    });
    context.fillStyle = '#f0f0f0';
    context.fillRect(x + width - 14, y, 14, height);
    context.fillStyle = '#a0a0a0';
    context.fillRect(x + width - 12, y + (from * height) / 4400, 10, 136);
    context.restore();
  },
  step(context, n) {
    this.draw(context, (n + 1) * 24);
    return [this.area];
  },
};

const dragging = {
  periodUs: 33_333,
  frames: 110,
  area: { x: 60, y: 30, width: 1320, height: 810 },
  first(context) {
    const next = random(37);
    desktop(context);
    frame(context, { x: 90, y: 60, width: 620, height: 700 }, 'notes.txt');
    context.fillStyle = '#202124';
    context.font = '14px "DejaVu Sans"';
    for (let line = 0; line < 29; line += 1)
      context.fillText(sentence(next).slice(0, 70), 106, 116 + line * 22);
    this.behind = document.createElement('canvas');
    [this.behind.width, this.behind.height] = [WIDTH, HEIGHT];
    this.behind.getContext('2d').drawImage(context.canvas, 0, 0);
    this.window = document.createElement('canvas');
    [this.window.width, this.window.height] = [560, 420];
    const inside = this.window.getContext('2d');
    frame(inside, { x: 0, y: 0, width: 560, height: 420 }, 'terminal');
    inside.fillStyle = '#1e1e2e';
    inside.fillRect(2, 30, 556, 388);
    inside.font = '14px "DejaVu Sans Mono"';
    for (let line = 0; line < 20; line += 1) {
      inside.fillStyle = ['#cdd6f4', '#a6e3a1', '#89b4fa'][line % 3];
      inside.fillText(code(next).slice(0, 62), 10, 50 + line * 18);
    }
    this.at = this.place(-1);
    context.drawImage(this.window, this.at.x, this.at.y);
  },
  place(n) {
    const turn = ((n + 1) / 110) * Math.PI * 2;
    const x = Math.round(440 - Math.cos(turn) * 340);
    const y = Math.round(225 + Math.sin(turn * 2) * 180);
    return { x, y, width: 560, height: 420 };
  },
  step(context, n) {
    const to = this.place(n);
    const x = Math.min(this.at.x, to.x);
    const y = Math.min(this.at.y, to.y);
    const width = Math.max(this.at.x, to.x) + 560 - x;
    const height = Math.max(this.at.y, to.y) + 420 - y;
    context.drawImage(this.behind, x, y, width, height, x, y, width, height);
    context.drawImage(this.window, to.x, to.y);
    this.at = to;
    return [{ x, y, width, height }];
  },
};

/** The part of a photograph that fills a rectangle. */
function cover(context, image, area, zoom = 1, panX = 0.5, panY = 0.5) {
  const scale = Math.max(area.width / image.width, area.height / image.height) * zoom;
  const [width, height] = [area.width / scale, area.height / scale];
  const [x, y] = [(image.width - width) * panX, (image.height - height) * panY];
  context.drawImage(image, x, y, width, height, area.x, area.y, area.width, area.height);
}

const photographs = {
  periodUs: 800_000,
  frames: 8,
  area: { x: 142, y: 70, width: 1200, height: 760 },
  first(context) {
    desktop(context);
    frame(context, { x: 140, y: 40, width: 1204, height: 792 }, 'Pictures');
  },
  step(context, n, photos) {
    cover(context, photos[n % photos.length], this.area);
    return [this.area];
  },
};

/** The grain of a camera, faint. */
function grain() {
  const next = random(53);
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [1400, 840];
  const context = canvas.getContext('2d');
  const image = context.createImageData(1400, 840);
  for (let at = 0; at < image.data.length; at += 4) {
    image.data.fill(next() < 0.5 ? 0 : 255, at, at + 3);
    image.data[at + 3] = next() * 6;
  }
  context.putImageData(image, 0, 0);
  return canvas;
}

const video = {
  periodUs: 41_667,
  frames: 96,
  area: { x: 82, y: 70, width: 1280, height: 720 },
  first(context, photos) {
    desktop(context);
    frame(context, { x: 80, y: 40, width: 1284, height: 752 }, 'Film');
    this.grain = grain();
    this.draw(context, -1, photos);
  },
  /** A slow camera over one photograph, something that crosses it, and grain that is new in each frame. */
  draw(context, n, photos) {
    const { area } = this;
    const part = (n + 1) / this.frames;
    cover(context, photos[0], area, 1.3 + part * 0.3, 0.2 + part * 0.5, 0.4 + part * 0.2);
    context.save();
    context.beginPath();
    const x = area.x + 240 + part * 800;
    const y = area.y + 380 + Math.sin(part * 9) * 120;
    context.ellipse(x, y, 170, 150, part * 3, 0, Math.PI * 2);
    context.clip();
    cover(context, photos[3], { x: x - 180, y: y - 180, width: 360, height: 360 });
    context.restore();
    const dx = (n * 53 + 60) % 120;
    const dy = (n * 31 + 40) % 120;
    context.drawImage(this.grain, dx, dy, 1280, 720, area.x, area.y, 1280, 720);
  },
  step(context, n, photos) {
    this.draw(context, n, photos);
    return [this.area];
  },
};

const scenarios = { typing, scrolling, dragging, photographs, video };

async function load(path) {
  const image = new Image();
  image.src = path;
  await image.decode();
  // As pixels, once: a photograph that is scaled while it is decoded may differ from one time to the next.
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [image.width, image.height];
  canvas.getContext('2d', { willReadFrequently: true }).drawImage(image, 0, 0);
  return canvas;
}

async function send(name, kind, value, body) {
  const query = encodeURIComponent(JSON.stringify(value));
  const answer = await fetch(`/frames/${name}/${kind}?${query}`, { method: 'POST', body });
  if (!answer.ok) throw new Error(await answer.text());
}

/** Draws a scenario and gives every frame. */
window.draw = async (name, photoPaths, share) => {
  const scenario = scenarios[name];
  for (const font of ['14px "DejaVu Sans"', 'bold 14px "DejaVu Sans"', '15px "DejaVu Sans Mono"']) {
    if (!document.fonts.check(font)) throw new Error(`no font ${font}`);
  }
  const photos = await Promise.all(photoPaths.map(load));
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [WIDTH, HEIGHT];
  const context = canvas.getContext('2d', { willReadFrequently: true, alpha: false });
  const whole = { x: 0, y: 0, width: WIDTH, height: HEIGHT };
  const { periodUs, area } = scenario;
  await send(name, 'head', {
    width: WIDTH,
    height: HEIGHT,
    periodUs,
    markerX: MARKER.x,
    markerY: MARKER.y,
    area,
  });
  const give = async (rects) => {
    const pixels = rects.map(({ x, y, width, height }) => context.getImageData(x, y, width, height).data);
    await send(name, 'frame', rects, new Blob(pixels));
  };
  scenario.first(context, photos);
  await give([whole]);
  for (let n = 0; n < scenario.frames * share; n += 1) await give(scenario.step(context, n, photos));
  await send(name, 'end', {});
};
