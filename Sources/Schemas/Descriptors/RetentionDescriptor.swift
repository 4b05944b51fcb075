extension ObjectReader {
  /// The days of a member with an age, `"90d"`.
  func retention(_ name: String) -> Int? {
    guard let text = string(name) else { return nil }
    guard let days = RetentionAge.days(text) else {
      invalid(name, "`\(text)` is no age such as `90d`")
      return nil
    }
    return days
  }
}
