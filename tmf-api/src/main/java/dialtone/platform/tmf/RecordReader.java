package dialtone.platform.tmf;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.bind.annotation.JsonbProperty;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes a wire record of a JSON object, or of another one, and is strict about it, which JSON-B is not: it takes a number for a text and passes
 * over what it does not know, and a refusal has to name the field. Null counts as absent.
 */
final class RecordReader {

    /** Longer texts than any attribute's column. */
    static final int MAX_TEXT = 1000;

    static final int MAX_ELEMENTS = 100;

    /** Of TMF630's polymorphism: any object may have them. We have no subclasses, so that they change nothing. */
    private static final Set<String> POLYMORPHIC = Set.of("@type", "@baseType", "@schemaLocation", "@referredType");

    private RecordReader() {}

    static <R extends Record> R read(JsonObject object, Class<R> type) {
        return record(object, type, "");
    }

    /** Names of the record's attributes on the wire. */
    static Set<String> attributes(Class<? extends Record> type) {
        Set<String> names = new LinkedHashSet<>();
        for (RecordComponent component : type.getRecordComponents()) {
            names.add(name(component));
        }
        return names;
    }

    /**
     * A record without some of its attributes.
     *
     * @throws IllegalStateException if one of them is of a primitive type, which cannot be absent
     */
    static <R extends Record> R without(R record, Predicate<String> absent) {
        @SuppressWarnings("unchecked") // the class of an R
        Class<R> type = (Class<R>) record.getClass();
        RecordComponent[] components = type.getRecordComponents();
        @Nullable Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            boolean left = absent.test(name(components[i]));
            if (left && components[i].getType().isPrimitive()) {
                throw new IllegalStateException(components[i] + " of " + type + " cannot be left out");
            }
            values[i] = left ? null : content(components[i], record);
        }
        return instance(type, components, values);
    }

    private static @Nullable Object content(RecordComponent component, Record record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("A wire record is public: " + record.getClass(), e);
        }
    }

    private static <R extends Record> R record(JsonObject object, Class<R> type, String path) {
        RecordComponent[] components = type.getRecordComponents();
        Set<String> known = attributes(type);
        for (String attribute : object.keySet()) {
            if (POLYMORPHIC.contains(attribute)) {
                polymorphic(object.get(attribute), path + attribute);
            } else if (!known.contains(attribute)) {
                throw TmfRefusal.at(
                        Printable.of(path + attribute),
                        "UNKNOWN_ATTRIBUTE",
                        "This is not an attribute that this server keeps, so that it is not taken.");
            }
        }
        @Nullable Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            RecordComponent component = components[i];
            String name = name(component);
            JsonValue value = object.getOrDefault(name, JsonValue.NULL);
            if (value.equals(JsonValue.NULL)) {
                continue;
            }
            NotTaken notTaken = component.getAnnotation(NotTaken.class);
            if (notTaken != null) {
                throw TmfRefusal.at(path + name, "UNSUPPORTED_ATTRIBUTE", notTaken.value());
            }
            if (component.isAnnotationPresent(ReadOnly.class)) {
                throw TmfRefusal.at(path + name, "READ_ONLY_ATTRIBUTE", "The server sets this; a request may not.");
            }
            values[i] = value(value, component.getGenericType(), path + name);
        }
        return instance(type, components, values);
    }

    /** Whether or not the record has them: texts. */
    private static void polymorphic(JsonValue value, String path) {
        if (!value.equals(JsonValue.NULL)) {
            text(value, path);
        }
    }

    private static Object value(JsonValue value, Type type, String path) {
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            return list(value, list.getActualTypeArguments()[0], path);
        }
        return switch ((Class<?>) type) {
            case Class<?> text when text == String.class -> text(value, path);
            case Class<?> number when number == Integer.class -> integer(value, path);
            case Class<?> truth when truth == Boolean.class -> truth(value, path);
            case Class<?> instant when instant == Instant.class -> instant(value, path);
            case Class<?> any when any == JsonValue.class -> value;
            case Class<?> record
            when record.isRecord() -> record(asObject(value, path), record.asSubclass(Record.class), path + ".");
            default -> throw new IllegalStateException("No wire type: " + type);
        };
    }

    private static List<Object> list(JsonValue value, Type element, String path) {
        if (!(value instanceof JsonArray array)) {
            throw wrongType(path, "an array");
        }
        if (array.size() > MAX_ELEMENTS) {
            throw TmfRefusal.at(path, "TOO_MANY", "There may be at most " + MAX_ELEMENTS + ".");
        }
        List<Object> elements = new ArrayList<>();
        for (JsonValue entry : array) {
            elements.add(value(entry, element, path + "[" + elements.size() + "]"));
        }
        return List.copyOf(elements);
    }

    private static String text(JsonValue value, String path) {
        if (!(value instanceof JsonString string)) {
            throw wrongType(path, "a text");
        }
        if (string.getString().length() > MAX_TEXT) {
            throw TmfRefusal.at(path, "TOO_LONG", "The text has more than " + MAX_TEXT + " characters.");
        }
        return string.getString();
    }

    private static Integer integer(JsonValue value, String path) {
        try {
            if (value instanceof JsonNumber number) {
                return number.intValueExact();
            }
        } catch (ArithmeticException notWhole) {
            throw wrongType(path, "a whole number");
        }
        throw wrongType(path, "a whole number");
    }

    private static Boolean truth(JsonValue value, String path) {
        if (value.equals(JsonValue.TRUE) || value.equals(JsonValue.FALSE)) {
            return value.equals(JsonValue.TRUE);
        }
        throw wrongType(path, "true or false");
    }

    private static Instant instant(JsonValue value, String path) {
        try {
            return OffsetDateTime.parse(text(value, path)).toInstant();
        } catch (DateTimeException noInstant) {
            throw wrongType(path, "a date and time with an offset, such as 2026-11-25T10:00:00Z");
        }
    }

    private static JsonObject asObject(JsonValue value, String path) {
        if (value instanceof JsonObject object) {
            return object;
        }
        throw wrongType(path, "an object");
    }

    private static TmfRefusal wrongType(String path, String wanted) {
        return TmfRefusal.at(path, "WRONG_TYPE", "This has to be " + wanted + ".");
    }

    private static String name(RecordComponent component) {
        JsonbProperty property = component.getAccessor().getAnnotation(JsonbProperty.class);
        return property == null ? component.getName() : property.value();
    }

    private static <R extends Record> R instance(
            Class<R> type, RecordComponent[] components, @Nullable Object[] values) {
        try {
            return type.getDeclaredConstructor(Arrays.stream(components)
                            .map(RecordComponent::getType)
                            .toArray(Class<?>[]::new))
                    .newInstance(values);
        } catch (InvocationTargetException refused) {
            throw new IllegalStateException("A wire record takes what it is given: " + type, refused.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("A wire record is public: " + type, e);
        }
    }
}
