package dialtone.catalog.service;

import dialtone.catalog.AnswerForm;
import dialtone.catalog.service.CatalogLoader.Age;
import dialtone.platform.yaml.YamlMap;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What an answer has to look like: {@code form}, a regular expression, and {@code formInWords}, the same for a person. Neither goes without the
 * other.
 */
final class CatalogForms {

    private static final String FORM = "form";
    private static final String WORDS = "formInWords";
    private static final int MAX_FORM = 255;

    /** Of a catalogue that was taken before forms had to be said in words. */
    private static final String UNSAID = "Ask operations what it looks like.";

    private final Age age;

    CatalogForms(Age age) {
        this.age = age;
    }

    /** Empty when anything will do, and when it is a fault. */
    Optional<AnswerForm> optional(YamlMap map) {
        if (!map.has(FORM)) {
            if (map.has(WORDS)) {
                map.fault(WORDS, WORDS + " says form to a person; there is no form");
            }
            return Optional.empty();
        }
        return required(map);
    }

    /** Empty when it is a fault. */
    Optional<AnswerForm> required(YamlMap map) {
        String form = map.text(FORM, MAX_FORM);
        String words = age == Age.STORED && !map.has(WORDS) ? UNSAID : map.text(WORDS, AnswerForm.MAX_WORDS);
        if (!words.isBlank() && (!words.endsWith(".") || (!form.isBlank() && words.contains(form)))) {
            map.fault(
                    WORDS,
                    WORDS + " is a sentence for a person: it ends with a full stop and has no regular expression");
        }
        try {
            Pattern pattern = Pattern.compile(form);
            return form.isBlank() || words.isBlank() ? Optional.empty() : Optional.of(new AnswerForm(pattern, words));
        } catch (PatternSyntaxException noForm) {
            map.fault(FORM, "form is a regular expression: " + noForm.getDescription());
            return Optional.empty();
        }
    }
}
