import { openSite } from './test/site/built.ts';
await using site = await openSite();
const [what='all']=process.argv.slice(2);
const shots: [string,string,object][] = [['wide','/bench/',{width:1280,height:1500}],['phone','/bench/',{width:360,height:2400}],['dark','/bench/',{width:1280,height:1500,theme:'dark'}],['nojs','/bench/',{width:1280,height:1200,script:false}],['lesson6','/06-a-guess/',{width:1280,height:1000}]];
for (const [name,path,o] of shots) { if(what!=='all'&&what!==name) continue; const page=await site.visit(path,o); if(name!=='nojs'){ await page.evaluate(()=>document.querySelector('what-if')!.scrollIntoView()); await page.waitForSelector('what-if[data-ready]'); if (name==='wide'||name==='dark'||name==='phone'){ await page.focus('what-if button'); for (const k of 'zzlnrdcwwwr') await page.keyboard.press(k as never);} }
 await page.screenshot({path:`/tmp/bench-${name}.png` as never, fullPage: name!=='lesson6'}); await page.close(); }
console.log(site.faults);
