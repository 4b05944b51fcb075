/// Numbers that look random and are the same for the same seed (SplitMix64).
public struct SeededNumbers: RandomNumberGenerator {
  /// The seed, to be told where a test fails.
  public let seed: UInt64
  private var state: UInt64

  /// Numbers of a seed.
  public init(seed: UInt64) {
    self.seed = seed
    state = seed &* 0x9E37_79B9_7F4A_7C15
  }

  /// The next number.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}
