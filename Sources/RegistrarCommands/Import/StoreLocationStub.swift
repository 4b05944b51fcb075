import ArgumentParser
struct StoreLocation { var path: String; var text: String
 static let usual = "sqlite:registrar.sqlite"
 init(_ t: String) throws { text = t; path = t.hasPrefix("sqlite:") ? String(t.dropFirst(7)) : t } }
