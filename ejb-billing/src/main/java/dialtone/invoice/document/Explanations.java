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

    /** Longer ones first, for one may be a part of another. */
    private static final List<Map.Entry<Pattern, String>> GERMAN = List.of(
            german("line (\\d+) of (\\S+) taken back", "Position $1 aus $2 gutgeschrieben"),
            german("by a corrected price", "zu einem berichtigten Preis"),
            german("(\\d+) of (\\d+) days of", "$1 von $2 Tagen von"),
            german("(\\d+) months of (\\d+) remain", "$1 Monate von $2 verbleiben"),
            german("not used", "nicht genutzt"),
            german("for each", "je Monat"),
            german("agreed in place of", "vereinbart statt"),
            german("agreed at", "vereinbart zu"),
            german("less than", "weniger als"),
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
        String translated = explanation;
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
