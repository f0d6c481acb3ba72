import Domain
import Testing

struct EmailAddressTests {
    @Test(
        arguments: [
            ("ana@example.com", "ana@example.com"), (" Ana@Example.COM\n", "ana@example.com"),
            ("a+b.c'd@x.y.z", "a+b.c'd@x.y.z"), ("zoë@bücher.de", "zoë@bücher.de"),
        ])
    func addressIsTrimmedAndLowerCased(raw: String, address: String) {
        #expect(EmailAddress(parsing: raw)?.text == address)
    }

    @Test(
        arguments: [
            "", "ana", "ana@", "@example.com", "a@b@example.com", "ana@localhost", "ana@.com", "ana@example.",
            "an a@example.com", "ana@exa mple.com", "ana\t@example.com", String(repeating: "a", count: 250) + "@b.cd",
        ])
    func whatCannotReceiveMailIsNoAddress(raw: String) {
        #expect(EmailAddress(parsing: raw) == nil)
    }
}

struct PasswordRulesTests {
    private static func complaint(_ password: String) -> String? {
        PasswordRules.complaint(about: password, name: "Ana Example", email: "ana.example@firm.com")
    }

    @Test(
        arguments: [
            "correct horse battery staple", "xK4!pq9z", "ünïcödé wörd", "        8 spaces", "👨‍👩‍👧‍👦 and seven",
            String(repeating: "ab", count: 64),
        ])
    func uncommonPasswordOfEightToOneHundredAndTwentyEightCharactersMayBeUsed(password: String) {
        #expect(Self.complaint(password) == nil)
    }

    @Test(arguments: ["", "short", "1234567", "xK4!pq9"])
    func fewerThanEightCharactersAreTooFew(password: String) throws {
        #expect(try #require(Self.complaint(password)).contains("at least 8"))
    }

    @Test(arguments: [String(repeating: "a", count: 129), String(repeating: "👨‍👩‍👧‍👦", count: 100)])
    func moreThanOneHundredAndTwentyEightCharactersOrAKilobyteAreTooMany(password: String) throws {
        #expect(try #require(Self.complaint(password)).contains("at most 128"))
    }

    @Test(arguments: ["password", "PassWord", "12345678", "qwertyuiop", "sunshine"])
    func mostCommonOnesAreRefusedWhateverTheirCase(password: String) throws {
        #expect(try #require(Self.complaint(password)).contains("too common"))
    }

    @Test(arguments: ["Ana Example", "ana example", "ana.example", "Ana.Example@firm.com"])
    func ownNameAndAddressAreRefused(password: String) throws {
        #expect(try #require(Self.complaint(password)).contains("own name"))
    }
}

struct NewPersonTests {
    @Test func inputIsCleaned() throws {
        let person = try NewPerson(
            name: " Ana ", email: "Ana@Example.com", role: "manager", teamNames: [" North ", " "], password: nil)
        #expect(person.name == "Ana")
        #expect(person.email == "ana@example.com")
        #expect(person.role == .manager)
        #expect(person.teamNames == ["North"])
    }

    @Test func everyFieldThatIsWrongIsNamed() {
        let fields = refusedFields { try NewPerson(name: " ", email: "x", role: "boss", password: "short") }
        #expect(fields == ["name", "email", "role", "password"])
    }

    @Test func nameHasAnEnd() {
        let name = String(repeating: "a", count: 101)
        #expect(refusedFields { try NewPerson(name: name, email: "a@b.cd", role: "rep") } == ["name"])
    }
}
