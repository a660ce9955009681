// A document that is being read: look now and then, and show the report when it has ended.
"use strict";
{
  const path = document.getElementById("waiting").dataset.document;
  const look = async () => {
    const answer = await fetch(path).catch(() => null);
    if (answer?.ok && (await answer.json()).ended_at) location.reload();
    else setTimeout(look, 1000);
  };
  setTimeout(look, 1000);
}
