package dialtone.invoice.document;

import java.text.NumberFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How amounts came about, as rating wrote it, in the language of a document: {@code 6 of 30 days of 15.00 EUR} is
 * {@code 6 von 30 Tagen von 15,00 EUR}. A word that it does not know stays as it is.
 */
final class Explanations {

    private static final Pattern DECIMAL = Pattern.compile("\\b(\\d+)\\.(\\d+)\\b");

    private static final Map<String, String> MONTHS = Map.of(
            "January", "Januar",
            "February", "Februar",
            "March", "März",
            "May", "Mai",
            "June", "Juni",
            "July", "Juli",
            "October", "Oktober",
            "December", "Dezember");

    private static final Pattern OF_MONTH = Pattern.compile("\\bof (\\p{Lu}\\p{Ll}+) (\\d{4})\\b");

    /** Longer ones first, for one may be a part of another. */
    private static final List<Map.Entry<Pattern, String>> GERMAN = List.of(
            german("once, on activation", "einmalig, bei Aktivierung"),
            german(
                    "as it was charged before; what has changed since is on a later invoice",
                    "wie zuvor berechnet; spätere Änderungen stehen auf einer späteren Rechnung"),
            german("billed on demand", "auf Anforderung abgerechnet"),
            german("so far", "bisher"),
            german("charged in addition", "zusätzlich berechnet"),
            german("given back", "erstattet"),
            german("of them carried over", "davon übertragen"),
            german("of them shared", "davon gemeinsam genutzt"),
            german(
                    "1 record of (.+) that came after its invoice",
                    "1 Datensatz von $1, der nach der Rechnung eingegangen ist"),
            german(
                    "(\\d+) records of (.+) that came after its invoice",
                    "$1 Datensätze von $2, die nach der Rechnung eingegangen sind"),
            german(
                    "charged afterwards: late records of the account left less of its allowance",
                    "nachträglich berechnet: später eingegangene Datensätze des Kontos haben weniger inklusive gelassen"),
            german("(\\d{4}-\\d\\d-\\d\\d) to (\\d{4}-\\d\\d-\\d\\d)", "$1 bis $2"),
            german("for periods (\\d+) to (\\d+)", "für die Perioden $1 bis $2"),
            german("in period (\\d+)", "in Periode $1"),
            german("after (\\d+) periods", "nach $1 Perioden"),
            german("the whole", "ganz"),
            german("(\\d+) of (\\d+) seconds of", "$1 von $2 Sekunden von"),
            german("line (\\d+) of (\\S+) taken back", "Position $1 aus $2 gutgeschrieben"),
            german("by a corrected price", "zu einem berichtigten Preis"),
            german("(\\d+) of (\\d+) days of", "$1 von $2 Tagen von"),
            german("(\\d+) months of (\\d+) remain", "$1 Monate von $2 verbleiben"),
            german("not used", "nicht genutzt"),
            german("for each", "je Monat"),
            german("agreed in place of", "vereinbart statt"),
            german("agreed at", "vereinbart zu"),
            german("in place of", "statt"),
            german("less than", "weniger als"),
            german("less", "abzüglich"),
            german("up to", "bis"),
            german("beyond", "darüber"),
            german("charged at", "berechnet zu"),
            german("set up at", "Verbindungsentgelte zu"),
            german("charged", "berechnet"),
            german("all included", "alles inklusive"),
            german("included", "inklusive"),
            german("at most", "höchstens"),
            german("nothing", "nichts"),
            german("minutes", "Minuten"),
            german("minute", "Minute"),
            german("hour", "Stunde"),
            german("seconds", "Sekunden"),
            german("second", "Sekunde"),
            german("messages", "Nachrichten"),
            german("message", "Nachricht"),
            german("begun", "angefangen"),
            german("bytes", "Byte"),
            german("per", "je"),
            german("at", "zu"));

    private Explanations() {}

    private static Map.Entry<Pattern, String> german(String english, String german) {
        return Map.entry(Pattern.compile("\\b" + english + "\\b"), german);
    }

    static String in(DocumentLanguage language, String explanation) {
        if (language != DocumentLanguage.GERMAN) {
            return explanation;
        }
        String translated = OF_MONTH.matcher(explanation)
                .replaceAll(of -> "von " + MONTHS.getOrDefault(of.group(1), of.group(1)) + " " + of.group(2));
        for (Map.Entry<Pattern, String> phrase : GERMAN) {
            translated = phrase.getKey().matcher(translated).replaceAll(phrase.getValue());
        }
        return DECIMAL.matcher(translated).replaceAll(Explanations::withComma);
    }

    private static String withComma(MatchResult number) {
        NumberFormat whole = NumberFormat.getIntegerInstance(DocumentLanguage.GERMAN.locale());
        return Matcher.quoteReplacement(
                (number.group(1).length() > 15 ? number.group(1) : whole.format(Long.parseLong(number.group(1)))) + ","
                        + number.group(2));
    }
}
