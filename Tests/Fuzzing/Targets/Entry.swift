#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What is fuzzed: a name, and what takes the bytes.
///
/// A target takes any bytes at all. It ends with a trap where a promise is broken: reading in pieces
/// gives what reading at once gives, a range lies where it should.
struct FuzzTarget: Sendable {
  var name: String
  var take: @Sendable ([UInt8]) -> Void

  static let all: [FuzzTarget] =
    delimitedTargets + jsonFileTargets + workbookTargets + valueTargets + schemaTargets
    + conditionTargets + itemTargets

  /// The target that `FUZZ_TARGET` names.
  static let chosen: FuzzTarget = {
    let name = getenv("FUZZ_TARGET").map { String(cString: $0) } ?? ""
    guard let target = all.first(where: { $0.name == name }) else {
      fatalError("FUZZ_TARGET names one of \(all.map(\.name).joined(separator: ", "))")
    }
    return target
  }()
}

/// The function that libFuzzer calls with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  FuzzTarget.chosen.take(Array(UnsafeBufferPointer(start: bytes, count: count)))
  return 0
}

/// A promise that an input may break; what is told stands in the log.
func require(_ holds: Bool, _ told: @autoclosure () -> String) {
  if !holds { fatalError(told()) }
}

extension [UInt8] {
  /// Takes the first byte away; 0 when there is none.
  mutating func takeChoice() -> Int { isEmpty ? 0 : Int(removeFirst()) }
}
