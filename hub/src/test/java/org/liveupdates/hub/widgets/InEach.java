package org.liveupdates.hub.widgets;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.AnnotationConsumer;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** Runs a test with each widget and mode of a situation, and notes for the README's matrix how it went. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest(name = "{0}")
@ArgumentsSource(InEach.Setups.class)
@ExtendWith(WidgetMatrix.class)
@interface InEach {
    Situation value();

    /** Only the widgets of this name; empty for all. */
    String of() default "";

    /** The setups of the annotation. */
    final class Setups implements ArgumentsProvider, AnnotationConsumer<InEach> {
        private InEach each;

        @Override
        public void accept(InEach annotation) {
            each = annotation;
        }

        @Override
        public Stream<Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
            return each.value().setups().stream()
                    .filter(setup -> each.of().isEmpty() || each.of().equals(setup.widget().name))
                    .map(Arguments::of);
        }
    }
}
