/// Why a request is refused before the desk is asked.
enum PageFailure: Error, Equatable {
  /// The session has ended, or there was none.
  case loggedOut
  /// The form does not come from a page of this session.
  case foreignForm
  /// The form cannot be read.
  case unreadableForm
  /// A program came without a token, or with one that opens nothing.
  case noToken
  /// A parameter means nothing here.
  case badParameter
  /// The form has no file.
  case noFile
  /// There is no such page.
  case unknownPage
  /// There is such a page, but it is asked for in another way; the methods that it knows.
  case wrongMethod([String])
  /// Too many requests came from there.
  case tooMany(seconds: Int)
}
