/// A text that stands for another.
struct DrawnText: Equatable {
  /// The text.
  var text: String
  /// What of it was drawn, in lower case, with spaces for the rest or without it: no personal word may stand there.
  var drawn: [UInt8]
}
