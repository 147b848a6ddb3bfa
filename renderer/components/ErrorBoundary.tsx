import { Component, type ReactNode } from 'react';

/**
 * A screen that breaks becomes a page that asks for staff. Nothing is reported from here: an error's text may quote
 * what was on the screen. Give it the step as `key`, so that the next step starts afresh.
 */
export class ErrorBoundary extends Component<{ fallback: ReactNode; children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    return this.state.broken ? this.props.fallback : this.props.children;
  }
}
