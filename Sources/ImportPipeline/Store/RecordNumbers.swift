/// Numbers of records whose surrogate ids are texts, as long as a run is open.
///
/// The run identifies all records by number. A text gets the next number when it is first seen.
public final class RecordNumbers {
  private var numbers: [String: Int64] = [:]
  private var texts: [String] = []

  /// No numbers yet.
  public init() {}

  /// The number of an id.
  public func number(of text: String) -> Int64 {
    if let number = numbers[text] { return number }
    texts.append(text)
    let number = Int64(texts.count)
    numbers[text] = number
    return number
  }

  /// The id that a number stands for.
  public func text(of number: Int64) -> String? {
    number > 0 && number <= Int64(texts.count) ? texts[Int(number) - 1] : nil
  }
}
