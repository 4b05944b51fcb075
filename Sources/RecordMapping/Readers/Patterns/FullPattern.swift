/// Any regular expression of XML Schema.
///
/// All paths through the expression are followed in parallel, so the time is bounded by the length of the
/// text times the size of the expression: no expression can hang. (A backtracking engine such as
/// libxml2's takes minutes for `a*a*a*b` on 4,096 letters.)
struct FullPattern: Sendable {
  private enum Step: Sendable {
    /// Takes a character of the set with this index.
    case take(Int)
    /// Goes on at both places.
    case split(Int, Int)
    /// Goes on at another place.
    case jump(Int)
  }

  private struct CharacterSet: Sendable {
    let set: ScalarSet
    private let ascii: SimplePattern.CharacterSet

    init(_ set: ScalarSet) {
      self.set = set
      var ascii = SimplePattern.CharacterSet()
      for byte in UInt8(0)..<0x80 where set.contains(Unicode.Scalar(byte)) { ascii.insert(byte) }
      self.ascii = ascii
    }

    func contains(_ scalar: Unicode.Scalar) -> Bool {
      scalar.isASCII ? ascii.contains(UInt8(scalar.value)) : set.contains(scalar)
    }
  }

  /// The most steps that an expression may expand to.
  static let mostSteps = 20_000

  private var steps: [Step] = []
  private var sets: [CharacterSet] = []

  /// Compiles an expression; `nil` when its counts expand to more than 20,000 steps.
  init?(_ syntax: PatternSyntax) {
    var parts = 0
    guard append(syntax, parts: &parts) else { return nil }
  }

  /// Appends the steps of a part of the expression.
  ///
  /// The parts are counted beside the steps, because repeated parts may have none: `(){9999}`.
  private mutating func append(_ syntax: PatternSyntax, parts count: inout Int) -> Bool {
    count += 1
    guard steps.count < Self.mostSteps, count < 64 * Self.mostSteps else { return false }
    switch syntax {
    case .set(let set):
      sets.append(CharacterSet(set))
      steps.append(.take(sets.count - 1))
    case .sequence(let parts):
      for part in parts where !append(part, parts: &count) { return false }
    case .choice(let branches):
      return append(choice: branches, parts: &count)
    case .repetition(let part, let least, let most):
      return append(part, least: least, most: most, parts: &count)
    }
    return true
  }

  private mutating func append(choice branches: [PatternSyntax], parts count: inout Int) -> Bool {
    var ends: [Int] = []
    for branch in branches.dropLast() {
      let split = steps.count
      steps.append(.jump(0))
      guard append(branch, parts: &count) else { return false }
      ends.append(steps.count)
      steps.append(.jump(0))
      steps[split] = .split(split + 1, steps.count)
    }
    guard let last = branches.last, append(last, parts: &count) else { return false }
    for end in ends { steps[end] = .jump(steps.count) }
    return true
  }

  private mutating func append(
    _ part: PatternSyntax, least: Int, most: Int?, parts count: inout Int
  ) -> Bool {
    for _ in 0..<least where !append(part, parts: &count) { return false }
    guard let most else {
      let split = steps.count
      steps.append(.jump(0))
      guard append(part, parts: &count) else { return false }
      steps.append(.jump(split))
      steps[split] = .split(split + 1, steps.count)
      return true
    }
    var splits: [Int] = []
    for _ in least..<most {
      splits.append(steps.count)
      steps.append(.jump(0))
      guard append(part, parts: &count) else { return false }
    }
    for split in splits { steps[split] = .split(split + 1, steps.count) }
    return true
  }

  /// Whether the whole text matches.
  func matches(_ text: String) -> Bool {
    var places = PlaceSet(count: steps.count + 1)
    var following = PlaceSet(count: steps.count + 1)
    follow(0, into: &places)
    for scalar in text.unicodeScalars {
      for place in places.members {
        guard place < steps.count, case .take(let set) = steps[place],
          sets[set].contains(scalar)
        else { continue }
        follow(place + 1, into: &following)
      }
      guard !following.members.isEmpty else { return false }
      swap(&places, &following)
      following.removeAll()
    }
    return places.contains(steps.count)
  }

  /// Adds a state and all states reachable from it without consuming a character.
  private func follow(_ start: Int, into places: inout PlaceSet) {
    var open = [start]
    while let place = open.popLast() {
      guard places.insert(place), place < steps.count else { continue }
      switch steps[place] {
      case .take: continue
      case .jump(let target): open.append(target)
      case .split(let first, let second):
        open.append(second)
        open.append(first)
      }
    }
  }
}

/// A set of states that can be cleared in constant time.
private struct PlaceSet {
  private(set) var members: [Int] = []
  private var rounds: [UInt32]
  private var round: UInt32 = 1

  init(count: Int) { rounds = Array(repeating: 0, count: count) }

  mutating func insert(_ place: Int) -> Bool {
    guard rounds[place] != round else { return false }
    rounds[place] = round
    members.append(place)
    return true
  }

  func contains(_ place: Int) -> Bool { rounds[place] == round }

  mutating func removeAll() {
    members.removeAll(keepingCapacity: true)
    round &+= 1
  }
}
