/// What stands for texts that come again and again, such as names and dates.
///
/// It takes a bounded memory: where many texts meet, one of them is forgotten. Of a field with ever other texts
/// nothing is kept for a while.
struct KnownTexts<Value> {
  private struct Entry {
    var text: String
    var value: Value
  }

  private var entries: [Entry?] = []
  /// Some bits of the hash of each entry, never 0, which marks a free one: they fit in a near cache.
  private var tags: [UInt32] = []
  private var count = 0
  private var lookups = 0
  private var hits = 0
  /// How many texts are not kept from now on.
  private var pause = 0
  /// Nobody can choose texts that all meet in one place.
  private let multiplier = UInt64.random(in: 0 ... .max) | 1

  /// So many entries stand at one place.
  private static var ways: Int { 4 }
  private static var firstCount: Int { 1 << 8 }
  private static var mostCount: Int { 1 << 17 }
  /// With so many entries it must have become clear whether texts come again: for one in ten lookups at least.
  private static var judgedCount: Int { 1 << 14 }
  private static var leastUse: Int { 10 }

  /// What was kept for a text.
  mutating func value(for text: String) -> Value? {
    guard !entries.isEmpty else { return nil }
    lookups += 1
    let (place, tag) = place(of: text)
    for index in place..<(place + Self.ways) where tags[index] == tag {
      guard let entry = entries[index], entry.text == text else { continue }
      hits += 1
      return entry.value
    }
    return nil
  }

  /// Keeps what stands for a text that was looked up in vain.
  mutating func keep(_ value: Value, for text: String) {
    guard pause == 0 else {
      pause -= 1
      return
    }
    if count * 4 >= entries.count * 3 { grow() }
    if !entries.isEmpty { put(Entry(text: text, value: value)) }
  }

  private mutating func put(_ entry: Entry) {
    let (place, tag) = place(of: entry.text)
    // Bits of the tag tell which one goes where all are taken.
    var index = place + Int(tag >> 8) % Self.ways
    if let free = (place..<(place + Self.ways)).first(where: { tags[$0] == 0 }) {
      index = free
      count += 1
    }
    tags[index] = tag
    entries[index] = entry
  }

  private mutating func grow() {
    if entries.count >= Self.judgedCount, hits < lookups / Self.leastUse {
      pause = entries.count * 16
      (entries, tags, count, lookups, hits) = ([], [], 0, 0, 0)
      return
    }
    guard entries.count < Self.mostCount else { return }
    let old = entries
    let wanted = min(max(Self.firstCount, old.count * 4), Self.mostCount)
    entries = [Entry?](repeating: nil, count: wanted)
    tags = [UInt32](repeating: 0, count: wanted)
    count = 0
    for case .some(let entry) in old { put(entry) }
  }

  /// The first index of the place of a text, and its tag.
  private func place(of text: String) -> (index: Int, tag: UInt32) {
    var text = text
    let hash = text.withUTF8 { bytes in
      bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
    }
    let mixed = hash &* multiplier
    let places = entries.count / Self.ways
    return (
      (Int(truncatingIfNeeded: mixed >> 40) & (places - 1)) * Self.ways,
      UInt32(truncatingIfNeeded: mixed >> 8) | 1
    )
  }
}
