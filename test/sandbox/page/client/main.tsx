import { render } from 'react-dom';
import { App } from './app';
import './renderer.css';
import './style.css';

render(<App />, document.getElementById('page'));
