import { startBrowser } from './viewer/viewer-page.ts';
import { drawnFrames } from './bench/display/frames-drawn.ts';
import { showFarport } from './bench/display/farport.ts';
import { showTigerVnc } from './bench/display/tigervnc.ts';
import { replay } from './bench/display/replay.ts';
import { percentile } from './bench/percentile.ts';
import { readdirSync, readFileSync } from 'node:fs';
const [who='f', names='typing', link='0', quick='q']=process.argv.slice(2);
const b = await startBrowser();
const folder = await drawnFrames(b, quick==='q');
const shape = {roundTripMs: link==='50'?50:0, bitsPerSecond: link==='10'?10e6:Infinity};
for (const w of who.split(',')) {
const s = await (w==='t'?showTigerVnc:showFarport)(b, shape,1440,900);
const threads=()=>Object.fromEntries(readdirSync(`/proc/${s.server.pid}/task`).map(t=>[readFileSync(`/proc/${s.server.pid}/task/${t}/comm`,'utf8').trim()+t, Number(readFileSync(`/proc/${s.server.pid}/task/${t}/schedstat`,'utf8').split(' ')[0])/1e6]));
for (const n of names.split(',')) {
const t0=threads(); const old=(s.player as any).until; (s.player as any).until=async function(x:string,w:number){const r=await old.call(this,x,w); if(process.env['DBG']) console.log(r.filter((l:string)=>l.startsWith('dbg')).join('\n')); return r;};
const r = await replay(s, folder, n);
const t1=threads();
console.log(w, n, link, `${(r.bytes/1000).toFixed(1)} kB cpu ${r.cpuMs.toFixed(0)} shown ${r.framesShown}/${r.paintMs.length} p50 ${percentile(r.paintMs,.5).toFixed(0)} p90 ${percentile(r.paintMs,.9).toFixed(0)} p99 ${percentile(r.paintMs,.99).toFixed(0)} ssim ${r.ssim.map(x=>x.toFixed(4))}`, 'guest', (r as any).guestMs);
console.log(Object.entries(t1).map(([k,v])=>[k,v-(t0[k]??0)] as const).filter(([,v])=>v>3).map(([k,v])=>k+' '+v.toFixed(0)).join(', '));
const log=(s.player as any).logText; if(log) console.log(log);
}
await s.close();
}
await b.close();
