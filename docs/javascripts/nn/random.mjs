// NumPy's np.random.default_rng(seed), bit for bit: SeedSequence, then PCG64 (128-bit state, XSL-RR output).
// Only uniform draws are NumPy's own numbers; orders and normal draws are made of them, here and in scripts/shared_random.py.
//
// O'Neill, M. E. (2014). PCG: a family of simple fast space-efficient statistically good algorithms for random number
// generation. Harvey Mudd College, HMC-CS-2014-0905.
import { checkInteger, shown } from "./arrays.mjs";

// Numbers of 128 bits are eight limbs of 16 bits, the least first: their products are exact, and BigInt takes far longer.
const LIMBS = 8;
const MULTIPLIER = limbs((2549297995355413924n << 64n) | 4865540595714422341n);
const POOL_SIZE = 4;

/** A generator from a seed, a whole number of at least 0 (a BigInt from 2^53 on); without a seed it is another each time. */
export function default_rng(seed = null) {
  if (seed instanceof Generator) return seed;
  return new Generator(seed === null || seed === undefined ? entropy() : checkSeed(seed));
}

/** Uniform draws. Its numbers depend on the seed alone, and on how many were drawn before. */
export class Generator {
  #state;
  #increment;
  #next = new Float64Array(LIMBS);

  constructor(seed) {
    const [high, low, streamHigh, streamLow] = seedWords(BigInt(seed));
    const increment = (((streamHigh << 64n) | streamLow) << 1n) | 1n;
    this.#increment = limbs(increment);
    this.#state = limbs(increment + ((high << 64n) | low));
    this.#advance();
  }

  /** The next draw from [0, 1): the upper 53 of the next 64 bits. */
  random() {
    this.#advance();
    const s = this.#state;
    // The halves folded into one of 64 bits, and turned right by the number in the upper six bits.
    let high = (s[2] ^ s[6]) | ((s[3] ^ s[7]) << 16);
    let low = (s[0] ^ s[4]) | ((s[1] ^ s[5]) << 16);
    const turn = s[7] >>> 10;
    if (turn & 32) [high, low] = [low, high];
    if (turn & 31) [high, low] = [turned(high, low, turn), turned(low, high, turn)];
    return ((high >>> 0) * 2 ** 21 + (low >>> 11)) * 2 ** -53;
  }

  /** The next n draws from [0, 1), in their order. */
  random_many(n) {
    return Float64Array.from({ length: n }, () => this.random());
  }

  /** low + (high - low) u for the next draw u. */
  uniform(low = 0, high = 1) {
    return low + (high - low) * this.random();
  }

  // state = state MULTIPLIER + increment, modulo 2^128
  #advance() {
    const [state, next, increment] = [this.#state, this.#next, this.#increment];
    let sum = 0;
    for (let k = 0; k < LIMBS; k++) {
      sum += increment[k];
      for (let i = 0; i <= k; i++) sum += state[i] * MULTIPLIER[k - i];
      next[k] = sum & 0xffff;
      sum = Math.floor(sum / 0x10000);
    }
    this.#state = next;
    this.#next = state;
  }
}

function limbs(number) {
  return Float64Array.from({ length: LIMBS }, (_, k) => Number(BigInt.asUintN(16, number >> BigInt(16 * k))));
}

// The 32 bits of `high` after (high, low) was turned right by less than 32; shifts take their count modulo 32.
function turned(high, low, turn) {
  return (high >>> turn) | (low << -turn);
}

/** A random order of 0, ..., n - 1: the stable argsort of n uniform draws. */
export function permutation(rng, n) {
  const drawn = rng.random_many(n);
  return Array.from(drawn.keys()).sort((i, j) => drawn[i] - drawn[j]); // a stable sort, by the language's rules
}

/** A standard normal draw from two uniform ones (Box and Muller 1958): sqrt(-2 ln(1 - u1)) cos(2 pi u2). */
export function normal(rng) {
  const u1 = rng.random();
  const u2 = rng.random();
  return Math.sqrt(-2 * Math.log1p(-u1)) * Math.cos(2 * Math.PI * u2);
}

/** n standard normal draws, two uniform draws a number. */
export function normal_many(rng, n) {
  return Float64Array.from({ length: n }, () => normal(rng));
}

// NumPy's SeedSequence: the seed's 32-bit words are hashed into a pool, the pool into four 64-bit words.
function seedWords(seed) {
  const words = [];
  for (let rest = seed; rest > 0n || words.length === 0; rest >>= 32n) words.push(Number(rest & 0xffffffffn));
  const pool = mixed(words);
  const hash = hasher(0x8b51f9dd, 0x58f38ded);
  const halves = Array.from({ length: 8 }, (_, i) => BigInt(hash(pool[i % POOL_SIZE])));
  return [0, 2, 4, 6].map((i) => halves[i] | (halves[i + 1] << 32n));
}

function mixed(words) {
  const hash = hasher(0x43b0d7e5, 0x931e8875);
  const pool = Array.from({ length: POOL_SIZE }, (_, i) => hash(words[i] ?? 0));
  for (let from = 0; from < POOL_SIZE; from++) {
    for (let to = 0; to < POOL_SIZE; to++) if (from !== to) pool[to] = mix(pool[to], hash(pool[from]));
  }
  for (const word of words.slice(POOL_SIZE)) {
    for (let to = 0; to < POOL_SIZE; to++) pool[to] = mix(pool[to], hash(word));
  }
  return pool;
}

function hasher(constant, multiplier) {
  return (word) => {
    const value = word ^ constant;
    constant = Math.imul(constant, multiplier);
    const product = Math.imul(value, constant);
    return (product ^ (product >>> 16)) >>> 0;
  };
}

function mix(x, y) {
  const result = Math.imul(0xca01f9dd, x) - Math.imul(0x4973f715, y);
  return (result ^ (result >>> 16)) >>> 0;
}

function entropy() {
  return crypto.getRandomValues(new Uint32Array(4)).reduce((seed, word) => (seed << 32n) | BigInt(word), 0n);
}

function checkSeed(seed) {
  if (typeof seed !== "bigint") checkInteger(seed, "rng");
  if (seed >= 0) return seed;
  throw new RangeError(`\`rng\`: expected a seed of 0 or more, got ${shown(seed)}. Any such integer will do.`);
}
