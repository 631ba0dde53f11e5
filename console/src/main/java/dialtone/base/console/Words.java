package dialtone.base.console;

import static java.util.Map.entry;

import java.util.Locale;
import java.util.Map;

/** Names of the catalogue and of the processes, as a person reads them. */
public final class Words {
    /** Where the field writes a word in its own way. */
    private static final Map<String, String> OWN_WAY = Map.ofEntries(
            entry("esim", "eSIM"),
            entry("physical", "Physical SIM"),
            entry("sim", "SIM"),
            entry("msisdn", "Number"),
            entry("iccid", "ICCID"),
            entry("imsi", "IMSI"),
            entry("imei", "IMEI"),
            entry("eid", "EID"),
            entry("hlr", "HLR"),
            entry("ota", "OTA"),
            entry("smdp", "SM-DP+"),
            entry("lpa", "LPA"));

    private Words() {}

    /** {@code midnight-blue}, {@code midnightBlue} and {@code MIDNIGHT_BLUE} are "Midnight blue"; {@code esim} is "eSIM". */
    public static String of(String name) {
        String ownWay = OWN_WAY.get(name.toLowerCase(Locale.ROOT));
        if (ownWay != null) {
            return ownWay;
        }
        String spaced = name.replaceAll("([a-z0-9])([A-Z])", "$1 $2")
                .replace('-', ' ')
                .replace('_', ' ')
                .toLowerCase(Locale.ROOT);
        StringBuilder words = new StringBuilder();
        for (String word : spaced.split(" ")) {
            if (!words.isEmpty()) {
                words.append(' ');
            }
            words.append(word.equals("physical") ? word : OWN_WAY.getOrDefault(word, word));
        }
        return words.isEmpty()
                ? ""
                : words.substring(0, 1).toUpperCase(Locale.ROOT).equals(words.substring(0, 1))
                                || words.toString().startsWith("eSIM")
                        ? words.toString()
                        : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
