/* Sends one answer and says what became of it. Never throws: every way of failing is a kind the page can show.

   kinds: saved (fragments, revision) · refused (errors by field, sentences) · conflict (both answers) · failed (sentence) */

const PATIENCE = 20_000;

export async function send(form, words, keepalive = false) {
  let response;
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE);
  try {
    response = await fetch(form.action, {
      method: "POST",
      body: answerOf(form),
      headers: { Accept: "application/json", "X-CSRFToken": token() },
      redirect: "manual",
      keepalive,
      signal: patience.signal,
    });
  } catch {
    return { kind: "failed", sentence: words.offline };
  } finally {
    clearTimeout(timer);
  }
  const reply = await response.json().catch(() => null);
  if (reply?.ok) return { kind: "saved", ...reply };
  if (reply?.conflict) return { kind: "conflict", ...reply };
  if (reply && response.status < 500) return { kind: "refused", ...reply };
  // A redirect leads to the sign-in page; a 403 that is no JSON is a token of an earlier session.
  const signedOut = response.type === "opaqueredirect" || response.status === 403 || response.status === 404;
  return { kind: "failed", sentence: signedOut ? words.signedOut : words.broken };
}

function answerOf(form) {
  const answer = new FormData(form);
  answer.delete("csrfmiddlewaretoken"); // the cookie's is newer where somebody signed in again in another tab
  return answer;
}

function token() {
  return document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
}
