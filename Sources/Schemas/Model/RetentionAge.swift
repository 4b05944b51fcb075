/// How long runs keep what they replaced.
public enum RetentionAge {
  /// The days of an age as one writes it, `90d`; `nil` for any other text.
  public static func days(_ text: String) -> Int? {
    guard text.hasSuffix("d"), let days = Int(text.dropLast()), (0...36_500).contains(days) else {
      return nil
    }
    return days
  }
}
