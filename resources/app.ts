import './css/app.css'
