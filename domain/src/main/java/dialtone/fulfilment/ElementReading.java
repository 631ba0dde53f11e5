package dialtone.fulfilment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What an element of the network holds of something that was ordered of it, held against that.
 *
 * <p>Ordered was the MSISDN 491510000001 with the profile mobile-voice; the register shows 491510000002 with mobile-voice: {@code hlr,
 * subscriber: msisdn is 491510000002, ordered was 491510000001.}
 *
 * @param element as operations call it, {@code hlr}
 * @param what    it holds, a noun: {@code subscriber}
 * @param ordered by the name of the attribute
 * @param found   by the name of the attribute; more than was ordered is a difference as well
 */
public record ElementReading(String element, String what, Map<String, String> ordered, Map<String, String> found) {

    /** Differences that are told of one thing; a person who sees these looks at all of it. */
    static final int MAX_DIFFERENCES = 5;

    /** Of a value in the sentence: the longest that was ordered is a list of access points. */
    static final int MAX_VALUE = 120;

    private static final String OTHERS = "; and more.";

    public ElementReading {
        ordered = Map.copyOf(ordered);
        found = Map.copyOf(found);
    }

    /** The sentence when the element holds nothing of it. */
    public static String missing(String element, String what) {
        return element + " holds no " + what + " of this line.";
    }

    /** The sentence when the element will not say. */
    public static String refused(String element, String what, String words) {
        return element + " does not show its " + what + ": " + words;
    }

    /**
     * All sentences of a line in one text. What does not fit is told as far as one of its attributes, and its element is named, so that nobody takes
     * for all what is a part: {@code hlr, subscriber: msisdn is 1, ordered was 2; and more. Not told in full: hlr, policy.}
     *
     * @param sentences of {@link #difference}, {@link #missing} and {@link #refused}
     * @param length    of the text at most; enough for the names of the elements
     */
    public static String all(List<String> sentences, int length) {
        String whole = String.join(" ", sentences);
        if (whole.length() <= length) {
            return whole;
        }
        int room = length - inPart(sentences).length();
        StringBuilder told = new StringBuilder();
        List<String> untold = new ArrayList<>();
        for (String sentence : sentences) {
            int left = room - told.length() - 1;
            String part = sentence.length() <= left ? sentence : upToAnAttribute(sentence, left);
            if (!part.isEmpty()) {
                told.append(part).append(' ');
            }
            if (!part.equals(sentence)) {
                untold.add(sentence);
            }
        }
        return told + inPart(untold);
    }

    private static String inPart(List<String> sentences) {
        return "Not told in full: "
                + sentences.stream()
                        .map(sentence -> sentence.split("[, ]", 2)[0])
                        .distinct()
                        .collect(Collectors.joining(", "))
                + ".";
    }

    /** As many attributes as fit of a sentence that does not; none when not even the first does. */
    private static String upToAnAttribute(String sentence, int length) {
        int end = sentence.lastIndexOf("; ", length - OTHERS.length());
        return end < 0 ? "" : sentence.substring(0, end) + OTHERS;
    }

    /** A sentence that says what differs, at most {@value #MAX_DIFFERENCES} attributes by their names; empty when nothing does. */
    public Optional<String> difference() {
        Set<String> names = new TreeSet<>(ordered.keySet());
        names.addAll(found.keySet());
        List<String> differing = new ArrayList<>();
        for (String name : names) {
            String wanted = ordered.getOrDefault(name, "");
            String there = found.getOrDefault(name, "");
            if (!wanted.equals(there)) {
                differing.add(name + " is " + shown(there) + ", ordered was " + shown(wanted));
            }
        }
        if (differing.isEmpty()) {
            return Optional.empty();
        }
        int more = differing.size() - MAX_DIFFERENCES;
        return Optional.of(element + ", " + what + ": "
                + differing.stream().limit(MAX_DIFFERENCES).collect(Collectors.joining("; "))
                + (more > 0 ? "; and " + more + " more." : "."));
    }

    private static String shown(String value) {
        if (value.isEmpty()) {
            return "nothing";
        }
        return value.length() <= MAX_VALUE ? value : value.substring(0, MAX_VALUE - 1) + "…";
    }
}
