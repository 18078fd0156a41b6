// The search runs in a worker of its own. From a folder no browser starts one: there this class takes its place, and the program,
// which the build has put into a function, runs in the page.
window.Worker = class extends EventTarget {
  constructor(address) {
    super();
    const inside = new EventTarget();
    const hear = inside.addEventListener.bind(inside);
    const answer = (data) => this.dispatchEvent(new MessageEvent("message", { data: structuredClone(data) }));
    this.inside = new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.onload = () => {
        window.startWorker(hear, answer);
        resolve(inside);
      };
      script.onerror = () => reject(new Error(`${address} could not be loaded`));
      script.src = address;
      document.head.append(script);
    });
  }

  postMessage(data) {
    const message = new MessageEvent("message", { data: structuredClone(data) });
    this.inside.then((inside) => inside.dispatchEvent(message));
  }
};
