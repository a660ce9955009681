// A batch's counts while it is worked on; without this script the page is as good, only still.
"use strict";
{
  const standing = document.getElementById("standing");
  const byId = (id) => document.getElementById(id);
  const source = new EventSource(standing.dataset.events);
  const began = Date.now();
  let first = null;

  const show = (batch) => {
    const done = batch.total - batch.open;
    first ??= done;
    standing.querySelector("progress").max = batch.total || 1;
    standing.querySelector("progress").value = done;
    byId("done").textContent = done;
    byId("total").textContent = batch.total;
    for (const [outcome, count] of Object.entries(batch.outcomes)) {
      const place = byId(`outcome-${outcome}`);
      if (place) place.textContent = count;
    }
    const rate = (done - first) / (Date.now() - began);
    if (rate > 0 && batch.open) {
      byId("left").textContent = standing.dataset.left.replace("{minutes}", Math.max(1, Math.ceil(batch.open / rate / 60000)));
    }
  };

  source.addEventListener("progress", (event) => show(JSON.parse(event.data)));
  source.addEventListener("completed", () => {
    source.close();
    location.reload();
  });
}
