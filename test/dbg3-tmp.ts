import { DisplayEncoder } from '@farport/native';
import { readFrames, around } from './bench/display/frames.ts';
import { readFileSync, readdirSync } from 'node:fs';
const h='.cache/bench-display/'; const f=h+readdirSync(h).filter(x=>/^frames-[0-9a-f]{16}$/.test(x))[0];
const name=process.argv[2]!, step=Number(process.argv[3]??1); const file=readFrames(f,name); const raw=new Uint8Array(readFileSync(f+'/'+name+'.raw'));
const fb=new Uint8Array(1440*900*4);
let wake=()=>{}; const e=new DisplayEncoder(1,()=>wake());
e.setMode(0,1440,900);
const codecs=['fill','copy','palette','lossless','jpeg'];
for(let n=0;n<Math.min(file.frames.length,14*step);n++){
  for(const r of file.frames[n]!) for(let row=0;row<r.height;row++) fb.set(raw.subarray(r.offset+row*r.width*4,r.offset+(row+1)*r.width*4),((r.y+row)*1440+r.x)*4);
  if(n%step) continue;
  const a={x:0,y:0,width:1440,height:900};
  const t=performance.now();
  e.update(0,a.x,a.y,a.width,a.height,fb,0,1440*4,0);
  e.grant(1,80,0);
  let bytes=0; const ops:Record<string,number>={}; const area:Record<string,number>={}; const val:Record<string,number>={}; const cp:string[]=[];
  for(let done=false;!done;){ const o=e.take(); if(!o){await new Promise<void>(r=>{wake=r; setTimeout(r,5)}); continue;} if(o.part){bytes+=o.part.payload.length; const v=new DataView(o.part.operations.buffer,o.part.operations.byteOffset,o.part.operations.byteLength); for(let at=0;at<v.byteLength;at+=32){const c=codecs[v.getUint32(at,true)]!; ops[c]=(ops[c]??0)+1; area[c]=(area[c]??0)+v.getUint32(at+12,true)*v.getUint32(at+16,true); if(c!=='fill'&&c!=='copy')val[c]=(val[c]??0)+v.getUint32(at+20,true); if(c==='copy')cp.push([1,2,3,4,5,6].map(i=>v.getUint32(at+i*4,true)).join(','));} done=o.part.last;}}
  console.log(name,n,(performance.now()-t).toFixed(0)+'ms',bytes,JSON.stringify(ops),JSON.stringify(area),JSON.stringify(val),cp.slice(0,3).join(' '));
  await new Promise(r=>setTimeout(r,30));
}
e.close(); process.exit();
